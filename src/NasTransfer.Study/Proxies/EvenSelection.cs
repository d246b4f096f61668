using System.Collections.Immutable;

namespace NasTransfer.Study.Proxies;

/// <summary>
/// "Sorted by their number of images and then uniformly sampled" (paper, Datasets and Proxy Sets): of the classes in
/// order of size, class id within a size, the middle one of each of n equal stretches.
/// </summary>
internal static class EvenSelection
{
    /// <param name="wanted">1 to the number of candidates.</param>
    /// <param name="total">
    /// How many images the chosen classes should give in all. Even picks follow the sizes of the whole set, so their total is
    /// near the mean size times n; another one is met by leaving out classes at one end of the order, as few as do best.
    /// </param>
    public static IEnumerable<Candidate> Of(ImmutableArray<Candidate> candidates, int wanted, int? total)
    {
        ImmutableArray<Candidate> ordered =
        [
            .. candidates.OrderBy(one => one.Size.Total).ThenBy(one => one.Size.Id, StringComparer.Ordinal),
        ];
        var (first, count) = total is { } images ? BestRange(ordered, wanted, images) : (0, ordered.Length);
        return Picks(first, count, wanted).Select(i => ordered[i]);
    }

    private static (int First, int Count) BestRange(ImmutableArray<Candidate> ordered, int wanted, int total)
    {
        long Miss((int First, int Count) range) =>
            Math.Abs(Picks(range.First, range.Count, wanted).Sum(i => (long)ordered[i].Kept.All) - total);

        // The fewest left out first, the small ones before the large: MinBy keeps the first of equals.
        return Enumerable
            .Range(0, ordered.Length - wanted + 1)
            .SelectMany(left => ((int, int)[])[(left, ordered.Length - left), (0, ordered.Length - left)])
            .MinBy(Miss);
    }

    private static IEnumerable<int> Picks(int first, int count, int wanted) =>
        Enumerable.Range(0, wanted).Select(i => first + (int)((2L * i + 1) * count / (2L * wanted)));
}
