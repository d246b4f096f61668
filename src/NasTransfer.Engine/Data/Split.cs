using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data;

/// <summary>
/// A set cut in two, class by class, at random: what DARTS trains weights and architecture on. Which image goes where
/// depends on the file names, the classes and the seed, not on the order of the set; each part is in the order of its
/// file names.
/// </summary>
/// <param name="First">The part of the asked fraction.</param>
/// <param name="Second">All the others.</param>
/// <param name="Sha256">Over the sorted file names of the first part, then those of the second.</param>
public sealed record Split(IImageSource First, IImageSource Second, string Sha256)
{
    /// <summary>
    /// Takes the same share of each class, to the nearest image; what rounding leaves over goes to the next class, so the
    /// whole also has the right size.
    /// </summary>
    /// <param name="fraction">Share of the first part, between 0 and 1.</param>
    /// <exception cref="BadInputException">The fraction is out of range, or leaves a part without images.</exception>
    public static Split Stratified(IImageSource set, ulong seed, double fraction = 0.5)
    {
        if (fraction is not (> 0 and < 1))
        {
            throw new BadInputException(
                FormattableString.Invariant($"split of {set.Name} is {fraction}; it must lie between 0 and 1.")
            );
        }

        List<int> first = [];
        List<int> second = [];
        int before = 0;
        foreach (IGrouping<int, int> members in ByClass(set))
        {
            int[] images = [.. members.OrderBy(set.File, StringComparer.Ordinal)];
            new CounterRandom(seed, "split", 0, members.Key).Shuffle(images.AsSpan());
            int taken = Rounded(fraction, before + images.Length) - Rounded(fraction, before);
            first.AddRange(images[..taken]);
            second.AddRange(images[taken..]);
            before += images.Length;
        }

        if (first.Count == 0 || second.Count == 0)
        {
            throw new BadInputException(
                FormattableString.Invariant(
                    $"split of {set.Name} is {fraction}, which leaves a part of its {set.Count} images empty; it must give each part one or more."
                )
            );
        }

        ImmutableArray<int> firstOrdered = [.. first.OrderBy(set.File, StringComparer.Ordinal)];
        ImmutableArray<int> secondOrdered = [.. second.OrderBy(set.File, StringComparer.Ordinal)];
        return new Split(
            set.Select(firstOrdered, $"{set.Name} (first part)"),
            set.Select(secondOrdered, $"{set.Name} (second part)"),
            Hash(firstOrdered.Select(set.File), secondOrdered.Select(set.File))
        );
    }

    private static IEnumerable<IGrouping<int, int>> ByClass(IImageSource set) =>
        Enumerable.Range(0, set.Count).GroupBy(set.Label).OrderBy(members => members.Key);

    private static int Rounded(double fraction, int count) => (int)Math.Floor(fraction * count + 0.5);

    private static string Hash(IEnumerable<string> first, IEnumerable<string> second) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes($"first\n{string.Join('\n', first)}\nsecond\n{string.Join('\n', second)}\n")
            )
        );
}
