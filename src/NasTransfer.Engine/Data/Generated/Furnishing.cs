using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>What lets light into a room.</summary>
internal enum Opening
{
    NoWindow,
    OneWindow,
    Windows,
    Door,
}

/// <summary>What stands in a room.</summary>
internal enum Furniture
{
    Shelves,
    Tables,
    Bed,
    Counter,
    Sofa,
    Columns,
}

/// <summary>An upright rectangle, in two inks.</summary>
internal sealed record Block(
    int Left,
    int Top,
    int Right,
    int Bottom,
    Texture Texture,
    int Grain,
    Colour First,
    Colour Second
)
{
    public bool Holds(int x, int y) => x >= Left && x < Right && y >= Top && y < Bottom;

    public Colour At(int x, int y) =>
        First.Mix(
            Second,
            Texture.Share((x - Left) * Placement.Unit / Grain, (y - Top) * Placement.Unit / Grain, Grain / 4)
        );
}

/// <summary>Puts things into a room; what comes first hides what comes later.</summary>
internal static class Furnishing
{
    // Thousandths of the scene.
    private const int Whole = 1000;

    /// <param name="horizon">Where floor and wall meet.</param>
    public static void Add(List<Block> blocks, Furniture furniture, int horizon, CounterRandom random, int difficulty)
    {
        Inks inks = random.Pick(Inks.Pairs);
        // Light on dark as often as dark on light: brightness at a place says nothing.
        bool swapped = random.NextInt(2) == 0;
        Colour first = (swapped ? inks.Second : inks.First).Jitter(random, 40);
        Colour second = (swapped ? inks.First : inks.Second).Jitter(random, 40);
        int left = Part(random.Between(40, 200 + difficulty / 4));
        int width = Part(random.Between(520, 680));
        int shift = Part(random.Between(-60, 60));

        void Put(int x, int y, int w, int h, Texture texture = Texture.Plain, int grain = Canvas.Side) =>
            blocks.Add(new Block(x, y, x + w, y + h, texture, grain, first, second));

        switch (furniture)
        {
            case Furniture.Shelves:
                // Boards and what stands on them, from the floor to above the eye.
                Put(left, horizon - Part(320) + shift, width, Part(420), Texture.NarrowCheck, Part(130));
                break;
            case Furniture.Tables:
                for (int i = 0; i < 3; i++)
                {
                    int x = left + i * width * 9 / 20;
                    int y = horizon + Part(60 + 130 * (i % 2)) + shift / 2;
                    Put(x, y, width * 2 / 5, Part(50));
                    Put(x + Part(20), y, Part(35), Part(230));
                    Put(x + width * 2 / 5 - Part(55), y, Part(35), Part(230));
                }

                break;
            case Furniture.Bed:
                Put(left, horizon - Part(150) + shift, Part(60), Part(430));
                Put(left, horizon + Part(100) + shift, width, Part(180), Texture.WideAcross, Part(150));
                break;
            case Furniture.Counter:
                Put(0, horizon + Part(40) + shift, Canvas.Side, Part(40));
                Put(0, horizon + Part(80) + shift, Canvas.Side, Part(260), Texture.WideDown, Part(200));
                break;
            case Furniture.Sofa:
                Put(left, horizon + Part(20) + shift, Part(90), Part(280));
                Put(left + width - Part(90), horizon + Part(20) + shift, Part(90), Part(280));
                Put(left, horizon - Part(60) + shift, width, Part(180), Texture.Dots, Part(120));
                Put(left, horizon + Part(140) + shift, width, Part(110));
                break;
            case Furniture.Columns:
                for (int x = left / 2; x < Canvas.Side; x += Part(290))
                {
                    Put(x, 0, Part(90), horizon + Part(220) + shift, Texture.NarrowDown, Part(70));
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(furniture), furniture, null);
        }
    }

    /// <param name="horizon">Where floor and wall meet.</param>
    public static void Add(List<Block> blocks, Opening opening, int horizon, CounterRandom random)
    {
        Colour sky = Colour.Random(random, 20, 240);
        Colour frame = Colour.Random(random, 20, 240);
        int left = Part(random.Between(80, 620));
        int top = horizon - Part(random.Between(330, 400));

        void Window(int x, int width) =>
            blocks.Add(new Block(x, top, x + width, top + Part(220), Texture.WideCheck, Part(150), sky, frame));

        switch (opening)
        {
            case Opening.NoWindow:
                break;
            case Opening.OneWindow:
                Window(left, Part(280));
                break;
            case Opening.Windows:
                for (int i = 0; i < 4; i++)
                {
                    Window(Part(40 + 250 * i), Part(160));
                }

                break;
            case Opening.Door:
                blocks.Add(
                    new Block(
                        left,
                        horizon - Part(380),
                        left + Part(210),
                        horizon + Part(40),
                        Texture.Plain,
                        Canvas.Side,
                        frame.Scale(128),
                        frame
                    )
                );
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(opening), opening, null);
        }
    }

    private static int Part(int thousandths) => thousandths * Canvas.Side / Whole;
}
