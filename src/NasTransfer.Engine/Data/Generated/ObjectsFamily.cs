using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>
/// Everyday-object pictures in the small: a class is a shape, a pattern on it and a pair of inks. Classes share each of
/// the three, so none of them is enough; images of a class differ in place, size, turn, phase, light, ink and clutter.
/// </summary>
internal sealed class ObjectsFamily : IImageFamily
{
    private static readonly Shape[] Shapes = ShapeOutline.All;
    private static readonly Texture[] Textures = TexturePattern.All;

    public int MaximumClasses => Shapes.Length * Textures.Length * Inks.Pairs.Length;

    public IImageClasses Classes(ulong seed) => new ObjectClasses(seed);

    private sealed class ObjectClasses(ulong seed) : IImageClasses
    {
        // Multipliers prime to the number of inks and patterns: neighbouring classes differ in everything, and
        // (a, b, c) ↦ (shape, texture, inks) stays one to one.
        private const int TextureStride = 3;

        private const int InkStrideOfShape = 5;

        private const int InkStrideOfTexture = 3;

        private readonly int[] shapeOrder = new CounterRandom(seed, "objects/shapes").Permutation(Shapes.Length);
        private readonly int[] textureOrder = new CounterRandom(seed, "objects/textures").Permutation(Textures.Length);
        private readonly int[] inkOrder = new CounterRandom(seed, "objects/inks").Permutation(Inks.Pairs.Length);

        public string Name(int label)
        {
            var (shape, texture, inks) = Recipe(label);
            return $"{inks.Name} {texture.Words()} {shape.Words()}";
        }

        public IScene Compose(int label, CounterRandom random, int difficulty)
        {
            var (shape, texture, inks) = Recipe(label);

            // Now and then an object wears another's inks or pattern: no one cue can be trusted.
            if (random.NextInt(1024) < difficulty)
            {
                inks = Inks.Pairs[random.NextInt(Inks.Pairs.Length)];
            }

            if (random.NextInt(2048) < difficulty)
            {
                texture = Textures[random.NextInt(Textures.Length)];
            }

            int spread = 64 + difficulty / 2;
            int radius = Canvas.Side * (300 + random.Between(-spread / 2, spread / 2)) / 1000;
            int reach = (Canvas.Side / 2 - radius * 3 / 4) * spread / 192;
            Placement placement = new(
                Canvas.Side / 2 + random.Between(-reach, reach),
                Canvas.Side / 2 + random.Between(-reach, reach),
                radius,
                random.Between(-difficulty, difficulty)
            );
            int inkJitter = 10 + difficulty * 40 / 256;
            Patterned foreground = new(
                shape,
                texture,
                placement,
                inks.First.Jitter(random, inkJitter),
                inks.Second.Jitter(random, inkJitter),
                random.NextInt(Placement.Unit)
            );
            return new ObjectScene(
                Ground.Draw(random, difficulty),
                Patterned.Clutter(random, difficulty),
                foreground,
                Light: 256 + random.Between(-difficulty * 2 / 5, difficulty * 2 / 5),
                ShadeU: random.Between(-64, 64),
                ShadeV: random.Between(-64, 64)
            );
        }

        private (Shape Shape, Texture Texture, Inks Inks) Recipe(int label)
        {
            int a = label % Shapes.Length;
            int b = label / Shapes.Length % Textures.Length;
            int c = label / (Shapes.Length * Textures.Length);
            int texture = (TextureStride * a + b) % Textures.Length;
            int inks = (InkStrideOfShape * a + InkStrideOfTexture * b + c) % Inks.Pairs.Length;
            return (Shapes[shapeOrder[a]], Textures[textureOrder[texture]], Inks.Pairs[inkOrder[inks]]);
        }
    }
}
