using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>
/// One subject in many kinds: blossoms before green. A class is a number of petals, their form, the width of the disc and a
/// pair of inks; kinds share each of them, so that telling them apart needs the form of the whole.
/// </summary>
internal sealed class FlowersFamily : IImageFamily
{
    private static readonly int[] PetalCounts = [3, 4, 5, 6, 8];
    private static readonly PetalForm[] Forms = Enum.GetValues<PetalForm>();

    // Petal, then disc.
    private static readonly Inks[] Hues =
    [
        new("white", new(235, 235, 225), new(225, 185, 50)),
        new("yellow", new(240, 205, 50), new(110, 65, 30)),
        new("orange", new(235, 130, 40), new(90, 40, 30)),
        new("red", new(205, 40, 45), new(240, 215, 90)),
        new("pink", new(235, 130, 175), new(245, 235, 200)),
        new("purple", new(140, 70, 175), new(240, 225, 110)),
        new("blue", new(85, 100, 210), new(235, 235, 240)),
    ];

    public int MaximumClasses => PetalCounts.Length * Forms.Length * Hues.Length * 2;

    public IImageClasses Classes(ulong seed) => new FlowerClasses(seed);

    private sealed class FlowerClasses(ulong seed) : IImageClasses
    {
        private readonly int[] order = new CounterRandom(seed, "flowers").Permutation(
            PetalCounts.Length * Forms.Length * Hues.Length * 2
        );

        public string Name(int label)
        {
            Kind kind = Recipe(label);
            return $"{kind.Hue.Name} {kind.Form.Words()} {kind.Petals}-petal with a {(kind.WideDisc ? "wide" : "small")} disc";
        }

        public IScene Compose(int label, CounterRandom random, int difficulty)
        {
            Kind kind = Recipe(label);

            // Varieties: some blossoms bloom in another colour.
            if (random.NextInt(640) < difficulty)
            {
                kind = kind with { Hue = random.Pick(Hues) };
            }

            Blossom[] blossoms = new Blossom[1 + random.NextInt(1 + difficulty / 64)];
            for (int i = 0; i < blossoms.Length; i++)
            {
                blossoms[i] = i == 0 ? First(kind, random, difficulty) : Other(kind, random, difficulty);
            }

            return new Meadow(
                blossoms,
                Foliage.Draw(random, difficulty),
                Light: 256 + random.Between(-difficulty * 2 / 5, difficulty * 2 / 5)
            );
        }

        private static Blossom First(Kind kind, CounterRandom random, int difficulty)
        {
            int spread = 64 + difficulty / 2;
            int radius = Canvas.Side * (380 + random.Between(-spread / 2, spread / 2)) / 1000;
            int reach = (Canvas.Side / 2 - radius * 3 / 4) * spread / 192;
            return Blossom.Draw(
                kind,
                Canvas.Side / 2 + random.Between(-reach, reach),
                Canvas.Side / 2 + random.Between(-reach, reach),
                radius,
                random,
                difficulty
            );
        }

        private static Blossom Other(Kind kind, CounterRandom random, int difficulty) =>
            Blossom.Draw(
                kind,
                random.NextInt(Canvas.Side),
                random.NextInt(Canvas.Side),
                Canvas.Side * random.Between(140, 220) / 1000,
                random,
                difficulty
            );

        private Kind Recipe(int label)
        {
            int code = order[label];
            int petals = PetalCounts[code % PetalCounts.Length];
            code /= PetalCounts.Length;
            PetalForm form = Forms[code % Forms.Length];
            code /= Forms.Length;
            return new Kind(petals, form, Hues[code % Hues.Length], code / Hues.Length == 1);
        }
    }

    private enum PetalForm
    {
        Broad,
        Slender,
        Pointed,
    }

    private sealed record Kind(int Petals, PetalForm Form, Inks Hue, bool WideDisc);

    /// <summary>A blossom seen from above: petals around a disc.</summary>
    private sealed class Blossom(Kind kind, Placement[] petals, Placement whole, Colour petal, Colour disc)
    {
        private const int Unit = Placement.Unit;

        public static Blossom Draw(Kind kind, int x, int y, int radius, CounterRandom random, int difficulty)
        {
            int jitter = 12 + difficulty * 30 / 256;
            int turn = random.NextInt(Wave.Turn);
            Placement[] petals = new Placement[kind.Petals];
            for (int i = 0; i < petals.Length; i++)
            {
                // No two petals of a blossom are alike.
                int angle = turn + i * Wave.Turn / petals.Length + random.Between(-difficulty / 5, difficulty / 5);
                int length = radius * (100 - random.NextInt(1 + difficulty / 12)) / 100;
                petals[i] = new Placement(x, y, length, angle);
            }

            return new Blossom(
                kind,
                petals,
                new Placement(x, y, radius, turn),
                kind.Hue.First.Jitter(random, jitter),
                kind.Hue.Second.Jitter(random, jitter)
            );
        }

        public bool TryAt(int x, int y, out Colour colour)
        {
            colour = default;
            var (u, v) = whole.Local(x, y);
            if (Math.Abs(u) > Unit || Math.Abs(v) > Unit)
            {
                return false;
            }

            int rim = kind.WideDisc ? Unit * 42 / 100 : Unit * 22 / 100;
            if (u * u + v * v <= rim * rim)
            {
                colour = disc;
                return true;
            }

            foreach (Placement place in petals)
            {
                var (along, across) = place.Local(x, y);
                if (IsPetal(along, across))
                {
                    // Darker towards the disc, as petals are.
                    colour = petal.Scale(190 + along * 66 / Unit);
                    return true;
                }
            }

            return false;
        }

        // The petal lies along the positive axis, from the middle to 1.
        private bool IsPetal(int along, int across)
        {
            if (along < 0 || along > Unit)
            {
                return false;
            }

            int middle = 2 * along - Unit;
            long width = kind.Form switch
            {
                PetalForm.Broad => Unit * 40 / 100,
                PetalForm.Slender => Unit * 17 / 100,
                _ => Unit * 30 / 100,
            };
            // How wide it is here: an ellipse, or a lens that ends in points.
            return kind.Form == PetalForm.Pointed
                ? Math.Abs(across) * (long)Unit <= width * (Unit - Math.Abs(middle))
                : (long)across * across * Unit * Unit <= width * width * ((long)Unit * Unit - (long)middle * middle);
        }
    }

    /// <summary>Leaves and their shadows.</summary>
    private sealed record Foliage(Colour Leaf, Colour Shade, Placement First, Placement Second)
    {
        public static Foliage Draw(CounterRandom random, int difficulty) =>
            new(
                new Colour(75, 130, 60).Jitter(random, 20 + difficulty / 6),
                new Colour(30, 65, 35).Jitter(random, 15 + difficulty / 10),
                Grain(random),
                Grain(random)
            );

        public Colour At(int x, int y)
        {
            var (u, _) = First.Local(x, y);
            var (s, _) = Second.Local(x, y);
            int share = Texture.WideDown.Share(u, 0, 0) + Texture.WideDown.Share(s, 0, 0);
            return Leaf.Mix(Shade, share / 2);
        }

        private static Placement Grain(CounterRandom random) =>
            new(
                random.NextInt(Canvas.Side),
                0,
                Canvas.Side * random.Between(120, 300) / 1000,
                random.NextInt(Wave.Turn)
            );
    }

    private sealed record Meadow(Blossom[] Blossoms, Foliage Foliage, int Light) : IScene
    {
        public Colour At(int x, int y)
        {
            foreach (Blossom blossom in Blossoms)
            {
                if (blossom.TryAt(x, y, out Colour colour))
                {
                    return colour.Scale(Light);
                }
            }

            return Foliage.At(x, y).Scale(Light);
        }
    }
}
