namespace NasTransfer.Engine.Data.Generated;

/// <summary>The object before clutter and ground, lit from one side.</summary>
internal sealed record ObjectScene(
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
