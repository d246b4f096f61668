namespace NasTransfer.Engine.Data.Generated;

/// <summary>Where a thing lies in the scene: centre, radius, and by how much it is turned.</summary>
internal sealed class Placement(int x, int y, int radius, int angle)
{
    /// <summary>The radius in the thing's own coordinates.</summary>
    public const int Unit = 1024;

    private readonly int cosine = Wave.Cosine(angle);
    private readonly int sine = Wave.Sine(angle);

    /// <summary>From scene to the thing's own coordinates.</summary>
    public (int U, int V) Local(int sceneX, int sceneY)
    {
        int dx = (sceneX - x) * Unit / radius;
        int dy = (sceneY - y) * Unit / radius;
        return (
            (int)(((long)dx * cosine + (long)dy * sine) >> Wave.Bits),
            (int)(((long)dy * cosine - (long)dx * sine) >> Wave.Bits)
        );
    }
}
