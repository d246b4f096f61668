namespace NasTransfer.Engine.Data;

/// <summary>
/// What one of several processes sees of an order of images: position p belongs to rank p mod N. Every image belongs to
/// exactly one rank, and nothing is added to make the shares equal.
/// </summary>
/// <param name="Rank">0 … <paramref name="Ranks"/> − 1.</param>
/// <param name="Ranks">N.</param>
public sealed record Shard(int Rank, int Ranks)
{
    /// <summary>All of it.</summary>
    public static Shard Whole { get; } = new(0, 1);

    /// <summary>How many positions before <paramref name="position"/> are its own.</summary>
    public int CountBefore(int position) => (position - Rank + Ranks - 1) / Ranks;

    /// <summary>Its own images, in the same order and the same windows.</summary>
    public ImageOrder Of(ImageOrder order) =>
        Ranks == 1
            ? order
            : new ImageOrder(
                [.. order.Indices.Where((_, position) => position % Ranks == Rank)],
                // A window that is shorter than the ranks may hold no image of this one.
                [.. order.WindowEnds.Select(CountBefore).Distinct()]
            );
}
