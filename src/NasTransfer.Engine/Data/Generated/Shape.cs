namespace NasTransfer.Engine.Data.Generated;

/// <summary>Outlines. A mirror image of one is never another.</summary>
internal enum Shape
{
    Disc,
    Square,
    Triangle,
    Ring,
    Cross,
    Star,
    Crescent,
    Bars,
    Hourglass,
    Frame,
}

internal static class ShapeOutline
{
    private const int Unit = Placement.Unit;

    public static Shape[] All { get; } = Enum.GetValues<Shape>();

    /// <summary>Whether (u, v), in units of the radius, lies within.</summary>
    public static bool Holds(this Shape shape, int u, int v)
    {
        int absU = Math.Abs(u);
        int absV = Math.Abs(v);
        int far = Math.Max(absU, absV);
        if (far > Unit)
        {
            return false;
        }

        int near = Math.Min(absU, absV);
        int square = u * u + v * v;
        return shape switch
        {
            Shape.Disc => square <= Unit * Unit,
            Shape.Square => far <= Part(860),
            Shape.Triangle => v <= Part(800) && 2 * absU <= v + Part(1000),
            Shape.Ring => square <= Unit * Unit && square >= Part(560) * Part(560),
            Shape.Cross => near <= Part(340),
            Shape.Star => far + 2 * near <= Unit,
            Shape.Crescent => square <= Unit * Unit && Square(u - Part(480)) + v * v >= Square(Part(780)),
            Shape.Bars => absV >= Part(280) && absV <= Part(880),
            Shape.Hourglass => absV <= Part(950) && absU <= absV + Part(80),
            Shape.Frame => far <= Part(920) && far >= Part(520),
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, null),
        };
    }

    private static int Part(int thousandths) => thousandths * Unit / 1000;

    private static int Square(int value) => value * value;
}
