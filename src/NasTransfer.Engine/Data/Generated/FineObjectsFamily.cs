using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>
/// Fine classes inside coarse ones: a coarse class is a shape in warm or in cold inks, and its five fine classes are five
/// patterns on it, each with an accent. Two fine classes of one coarse class differ in pattern and accent alone.
/// </summary>
internal sealed class FineObjectsFamily : IImageFamily
{
    /// <summary>Fine classes of each coarse one, as CIFAR-100 has.</summary>
    public const int FinePerCoarse = 5;

    private static readonly Inks[][] InkGroups = [Inks.Pairs[..4], Inks.Pairs[4..]];

    private static readonly Colour[] Accents =
    [
        new(245, 245, 240),
        new(25, 25, 30),
        new(250, 225, 70),
        new(60, 225, 225),
        new(240, 70, 200),
    ];

    public int MaximumClasses => ShapeOutline.All.Length * InkGroups.Length * FinePerCoarse;

    public IImageClasses Classes(ulong seed) => new FineClasses(seed);

    private sealed class FineClasses(ulong seed) : IImageClasses
    {
        private readonly int[] shapeOrder = new CounterRandom(seed, "fine objects/shapes").Permutation(
            ShapeOutline.All.Length
        );

        private readonly int[] textureOrder = new CounterRandom(seed, "fine objects/textures").Permutation(
            TexturePattern.All.Length
        );

        public string Name(int label)
        {
            var (shape, texture, group) = Recipe(label);
            return $"{(group == 0 ? "warm" : "cold")} {shape.Words()} in {texture.Words()}";
        }

        public IScene Compose(int label, CounterRandom random, int difficulty)
        {
            var (shape, texture, group) = Recipe(label);

            // Some wear the inks of the other group: the colour never settles the coarse class.
            if (random.NextInt(768) < difficulty)
            {
                group = 1 - group;
            }

            Inks inks = random.Pick(InkGroups[group]);
            int spread = 80 + difficulty / 2;
            int radius = Canvas.Side * (290 + random.Between(-spread / 2, spread / 2)) / 1000;
            int reach = Canvas.Side * (160 + difficulty / 2) / 1000;
            int jitter = 10 + difficulty * 40 / 256;
            Patterned thing = new(
                shape,
                texture,
                new Placement(
                    Canvas.Side / 2 + random.Between(-reach, reach),
                    Canvas.Side / 2 + random.Between(-reach, reach),
                    radius,
                    random.Between(-3 * difficulty, 3 * difficulty)
                ),
                inks.First.Jitter(random, jitter),
                Accents[label % FinePerCoarse].Jitter(random, jitter),
                random.NextInt(Placement.Unit)
            );
            return new ObjectScene(
                Ground.Draw(random, difficulty).Greyer(200),
                Patterned.Clutter(random, difficulty / 2),
                thing,
                Light: 256 + random.Between(-difficulty * 2 / 5, difficulty * 2 / 5),
                ShadeU: random.Between(-64, 64),
                ShadeV: random.Between(-64, 64)
            );
        }

        private (Shape Shape, Texture Texture, int Group) Recipe(int label)
        {
            int coarse = label / FinePerCoarse;
            int shapes = shapeOrder.Length;
            // Every second pattern: five that differ, and two coarse classes share either all five or none.
            int texture = (2 * (label % FinePerCoarse) + coarse) % textureOrder.Length;
            // Neighbouring coarse classes differ in shape and, mostly, in inks.
            int group = (coarse + coarse / shapes) % InkGroups.Length;
            return (ShapeOutline.All[shapeOrder[coarse % shapes]], TexturePattern.All[textureOrder[texture]], group);
        }
    }
}
