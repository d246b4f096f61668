using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>
/// Everyday-object pictures in the small: a class is a shape, a pattern on it and a pair of inks. Classes share each of
/// the three, so none of them is enough; images of a class differ in place, size, turn, phase, light, ink and clutter.
/// </summary>
internal sealed class ObjectsFamily : IImageFamily
{
    private static readonly Shape[] Shapes = Enum.GetValues<Shape>();

    private static readonly Texture[] Textures = Enum.GetValues<Texture>();

    private static readonly Inks[] InkPairs =
    [
        new("red", new(200, 45, 40), new(245, 215, 180)),
        new("orange", new(235, 140, 40), new(105, 55, 30)),
        new("yellow", new(235, 205, 60), new(60, 110, 60)),
        new("green", new(60, 150, 70), new(190, 230, 150)),
        new("teal", new(40, 140, 150), new(235, 240, 235)),
        new("blue", new(50, 80, 190), new(170, 205, 240)),
        new("purple", new(125, 60, 160), new(240, 170, 205)),
        new("grey", new(70, 70, 75), new(190, 185, 180)),
    ];

    public int MaximumClasses => Shapes.Length * Textures.Length * InkPairs.Length;

    public IImageClasses Classes(ulong seed) => new ObjectClasses(seed);

    private sealed record Inks(string Name, Colour First, Colour Second);

    private sealed class ObjectClasses(ulong seed) : IImageClasses
    {
        // Multipliers prime to the number of inks and patterns: neighbouring classes differ in everything, and
        // (a, b, c) ↦ (shape, texture, inks) stays one to one.
        private const int TextureStride = 3;

        private const int InkStrideOfShape = 5;

        private const int InkStrideOfTexture = 3;

        private readonly int[] shapeOrder = new CounterRandom(seed, "objects/shapes").Permutation(Shapes.Length);
        private readonly int[] textureOrder = new CounterRandom(seed, "objects/textures").Permutation(Textures.Length);
        private readonly int[] inkOrder = new CounterRandom(seed, "objects/inks").Permutation(InkPairs.Length);

        public string Name(int label)
        {
            var (shape, texture, inks) = Recipe(label);
            return $"{inks.Name} {Words(texture)} {Words(shape)}";
        }

        public IScene Compose(int label, CounterRandom random, int difficulty)
        {
            var (shape, texture, inks) = Recipe(label);

            // Now and then an object wears another's inks or pattern: no one cue can be trusted.
            if (random.NextInt(1024) < difficulty)
            {
                inks = InkPairs[random.NextInt(InkPairs.Length)];
            }

            if (random.NextInt(2048) < difficulty)
            {
                texture = Textures[random.NextInt(Textures.Length)];
            }

            int spread = 64 + difficulty / 2;
            int radius = Canvas.Side * (300 + Between(random, -spread / 2, spread / 2)) / 1000;
            int reach = (Canvas.Side / 2 - radius * 3 / 4) * spread / 192;
            Placement placement = new(
                Canvas.Side / 2 + Between(random, -reach, reach),
                Canvas.Side / 2 + Between(random, -reach, reach),
                radius,
                Between(random, -difficulty, difficulty)
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
                Clutter(random, difficulty),
                foreground,
                Light: 256 + Between(random, -difficulty * 2 / 5, difficulty * 2 / 5),
                ShadeU: Between(random, -64, 64),
                ShadeV: Between(random, -64, 64)
            );
        }

        // The scraps that lie about behind the object.
        private static Patterned[] Clutter(CounterRandom random, int difficulty)
        {
            Patterned[] clutter = new Patterned[1 + random.NextInt(1 + difficulty / 40)];
            for (int i = 0; i < clutter.Length; i++)
            {
                Inks inks = InkPairs[random.NextInt(InkPairs.Length)];
                clutter[i] = new Patterned(
                    Shapes[random.NextInt(Shapes.Length)],
                    Textures[random.NextInt(Textures.Length)],
                    new Placement(
                        random.NextInt(Canvas.Side),
                        random.NextInt(Canvas.Side),
                        Canvas.Side * Between(random, 70, 150) / 1000,
                        random.NextInt(Wave.Turn)
                    ),
                    inks.First.Jitter(random, 50),
                    inks.Second.Jitter(random, 50),
                    random.NextInt(Placement.Unit)
                );
            }

            return clutter;
        }

        private (Shape Shape, Texture Texture, Inks Inks) Recipe(int label)
        {
            int a = label % Shapes.Length;
            int b = label / Shapes.Length % Textures.Length;
            int c = label / (Shapes.Length * Textures.Length);
            int texture = (TextureStride * a + b) % Textures.Length;
            int inks = (InkStrideOfShape * a + InkStrideOfTexture * b + c) % InkPairs.Length;
            return (Shapes[shapeOrder[a]], Textures[textureOrder[texture]], InkPairs[inkOrder[inks]]);
        }

        private static string Words<T>(T value)
            where T : struct, Enum =>
            string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $" {c}" : $"{c}"))
                .ToLowerInvariant();
    }

    private static int Between(CounterRandom random, int low, int high) => low + random.NextInt(high - low + 1);

    /// <summary>A shape with a pattern in two inks.</summary>
    private sealed record Patterned(
        Shape Shape,
        Texture Texture,
        Placement Placement,
        Colour First,
        Colour Second,
        int Phase
    )
    {
        public bool TryAt(int x, int y, out Colour colour, out int u, out int v)
        {
            (u, v) = Placement.Local(x, y);
            if (!Shape.Holds(u, v))
            {
                colour = default;
                return false;
            }

            colour = First.Mix(Second, Texture.Share(u, v, Phase));
            return true;
        }
    }

    /// <summary>What is behind everything: two muted colours running into each other, faintly patterned.</summary>
    private sealed record Ground(
        Colour From,
        Colour To,
        Texture Texture,
        int Strength,
        Placement Placement,
        int DirectionX,
        int DirectionY
    )
    {
        public static Ground Draw(CounterRandom random, int difficulty)
        {
            int direction = random.NextInt(Wave.Turn);
            return new Ground(
                Colour.Random(random, 60, 200),
                Colour.Random(random, 60, 200),
                Textures[random.NextInt(Textures.Length)],
                random.NextInt(1 + difficulty / 3),
                new Placement(0, 0, Canvas.Side * Between(random, 200, 500) / 1000, random.NextInt(Wave.Turn)),
                Wave.Cosine(direction),
                Wave.Sine(direction)
            );
        }

        public Colour At(int x, int y)
        {
            // Along the direction, from −Side/2 … Side/2 to 0 … 256 and clamped at the corners.
            int along = ((x - Canvas.Side / 2) * (DirectionX >> 4) + (y - Canvas.Side / 2) * (DirectionY >> 4)) >> 10;
            Colour colour = From.Mix(To, Math.Clamp(128 + along * 128 / (Canvas.Side / 2), 0, 256));
            var (u, v) = Placement.Local(x, y);
            int pattern = Texture.Share(u, v, 0) - 128;
            return colour.Scale(256 + pattern * Strength / 128);
        }
    }

    /// <summary>The object before clutter and ground, lit from one side.</summary>
    private sealed record ObjectScene(
        Ground Ground,
        Patterned[] Clutter,
        Patterned Foreground,
        int Light,
        int ShadeU,
        int ShadeV
    ) : IScene
    {
        public Colour At(int x, int y)
        {
            if (Foreground.TryAt(x, y, out Colour colour, out int u, out int v))
            {
                return colour.Scale(Light + (u * ShadeU + v * ShadeV) / Placement.Unit);
            }

            foreach (Patterned scrap in Clutter)
            {
                if (scrap.TryAt(x, y, out colour, out _, out _))
                {
                    return colour.Scale(Light);
                }
            }

            return Ground.At(x, y).Scale(Light);
        }
    }
}
