using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>A shape with a pattern in two inks.</summary>
internal sealed record Patterned(
    Shape Shape,
    Texture Texture,
    Placement Placement,
    Colour First,
    Colour Second,
    int Phase
)
{
    /// <summary>The scraps that lie about behind the object.</summary>
    public static Patterned[] Clutter(CounterRandom random, int difficulty)
    {
        Patterned[] clutter = new Patterned[1 + random.NextInt(1 + difficulty / 40)];
        for (int i = 0; i < clutter.Length; i++)
        {
            Inks inks = random.Pick(Inks.Pairs);
            clutter[i] = new Patterned(
                random.Pick(ShapeOutline.All),
                random.Pick(TexturePattern.All),
                new Placement(
                    random.NextInt(Canvas.Side),
                    random.NextInt(Canvas.Side),
                    Canvas.Side * random.Between(70, 150) / 1000,
                    random.NextInt(Wave.Turn)
                ),
                inks.First.Jitter(random, 50),
                inks.Second.Jitter(random, 50),
                random.NextInt(Placement.Unit)
            );
        }

        return clutter;
    }

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
