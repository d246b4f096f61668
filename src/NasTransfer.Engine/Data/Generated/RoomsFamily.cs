using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>
/// Scenes without a subject: a room is what its floor, its wall, its openings and its furniture are together. Colours are
/// each room's own and tell nothing of the class; no single thing does either.
/// </summary>
internal sealed class RoomsFamily : IImageFamily
{
    private static readonly Texture[] Floors = [Texture.Plain, Texture.WideDown, Texture.WideCheck];
    private static readonly Texture[] Walls = [Texture.Plain, Texture.NarrowDown, Texture.NarrowCheck];
    private static readonly Opening[] Openings = Enum.GetValues<Opening>();
    private static readonly Furniture[] Furnishings = Enum.GetValues<Furniture>();

    public int MaximumClasses => Floors.Length * Walls.Length * Openings.Length * Furnishings.Length;

    public IImageClasses Classes(ulong seed) => new RoomClasses(seed);

    private sealed class RoomClasses(ulong seed) : IImageClasses
    {
        private readonly int[] order = new CounterRandom(seed, "rooms").Permutation(
            Floors.Length * Walls.Length * Openings.Length * Furnishings.Length
        );

        public string Name(int label)
        {
            var (floor, wall, opening, furniture) = Recipe(label);
            return $"{furniture.Words()} with {opening.Words()}, {wall.Words()} wall and {floor.Words()} floor";
        }

        public IScene Compose(int label, CounterRandom random, int difficulty)
        {
            var (floor, wall, opening, furniture) = Recipe(label);

            // Some rooms are furnished like others, or papered: no one thing decides.
            if (random.NextInt(1536) < difficulty)
            {
                wall = random.Pick(Walls);
            }

            if (random.NextInt(2048) < difficulty)
            {
                furniture = random.Pick(Furnishings);
            }

            int horizon = Canvas.Side * random.Between(500 - difficulty / 3, 500 + difficulty / 3) / 1000;
            List<Block> blocks = [];
            Furnishing.Add(blocks, furniture, horizon, random, difficulty);
            Furnishing.Add(blocks, opening, horizon, random);
            return new Room(
                horizon,
                Canvas.Side / 2 + random.Between(-difficulty * 3, difficulty * 3),
                new Surface(floor, Colour.Random(random, 50, 210), Colour.Random(random, 50, 210)),
                new Surface(wall, Colour.Random(random, 70, 225), Colour.Random(random, 70, 225)),
                Canvas.Side * random.Between(150, 220) / 1000,
                random.NextInt(Placement.Unit),
                [.. blocks],
                Viewpoint.Draw(random, difficulty),
                Light: 256 + random.Between(-difficulty * 2 / 5, difficulty * 2 / 5)
            );
        }

        private (Texture Floor, Texture Wall, Opening Opening, Furniture Furniture) Recipe(int label)
        {
            int code = order[label];
            Furniture furniture = Furnishings[code % Furnishings.Length];
            code /= Furnishings.Length;
            Opening opening = Openings[code % Openings.Length];
            code /= Openings.Length;
            return (Floors[code % Floors.Length], Walls[code / Floors.Length], opening, furniture);
        }
    }

    private sealed record Surface(Texture Texture, Colour First, Colour Second)
    {
        public Colour At(int u, int v, int phase) => First.Mix(Second, Texture.Share(u, v, phase) / 2);
    }

    private sealed record Room(
        int Horizon,
        int Vanishing,
        Surface Floor,
        Surface Wall,
        int Grain,
        int Phase,
        Block[] Blocks,
        Viewpoint Viewpoint,
        int Light
    ) : IScene
    {
        public Colour At(int sceneX, int sceneY)
        {
            var (x, y) = Viewpoint.See(sceneX, sceneY);
            foreach (Block block in Blocks)
            {
                if (block.Holds(x, y))
                {
                    return block.At(x, y).Scale(Light);
                }
            }

            return (y < Horizon ? Wall.At(Scaled(x), Scaled(y), Phase) : FloorAt(x, y)).Scale(Light);
        }

        private int Scaled(int length) => length * Placement.Unit / Grain;

        // Lines on a floor run together at the horizon: what lies twice as far away looks half as wide.
        private Colour FloorAt(int x, int y)
        {
            int depth = y - Horizon + Canvas.Side / 5;
            int u = (x - Vanishing) * (Canvas.Side / 2) / depth;
            int v = Canvas.Side / 2 * (Canvas.Side / 2) / depth;
            return Floor.At(Scaled(u), Scaled(v), Phase);
        }
    }

    /// <summary>Where the camera stands: what is seen of the room, from how near, and from which of two sides.</summary>
    private sealed record Viewpoint(int X, int Y, int Zoom, bool Mirrored)
    {
        public static Viewpoint Draw(CounterRandom random, int difficulty)
        {
            int reach = Canvas.Side / 12 + difficulty * 4;
            return new Viewpoint(
                Canvas.Side / 2 + random.Between(-reach, reach),
                Canvas.Side / 2 + random.Between(-reach, reach),
                220 + random.Between(-difficulty, difficulty * 2 / 3),
                random.NextInt(2) == 0
            );
        }

        public (int X, int Y) See(int x, int y)
        {
            int fromMiddle = (x - Canvas.Side / 2) * Zoom / 256;
            return (X + (Mirrored ? -fromMiddle : fromMiddle), Y + (y - Canvas.Side / 2) * Zoom / 256);
        }
    }
}
