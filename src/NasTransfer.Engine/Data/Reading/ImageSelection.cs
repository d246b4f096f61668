using System.Collections.Immutable;
using NasTransfer.Engine.Data.Indexing;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>Images chosen from an index, under labels of their own: a split, or a part of it.</summary>
/// <param name="Index">What they are chosen from.</param>
/// <param name="Name">What messages and results call them.</param>
/// <param name="Classes">Class names; a label is an index into them.</param>
/// <param name="Rows">Which images of the index.</param>
/// <param name="Labels">Their labels.</param>
public sealed record ImageSelection(
    ImageIndex Index,
    string Name,
    ImmutableArray<string> Classes,
    ImmutableArray<int> Rows,
    ImmutableArray<int> Labels
)
{
    // So many unreadable images are named; the others are counted.
    private const int NamedFailures = 5;

    /// <summary>
    /// The images in memory, in the order of their paths: scaled until the short side is <paramref name="size"/> px and
    /// cropped at the centre; those of this size keep every byte.
    /// </summary>
    /// <exception cref="BadInputException">An image cannot be decoded, or all do not fit into memory.</exception>
    public ImageSet Decode(int size, CancellationToken cancellation = default)
    {
        DecodedImages decoded = DecodedImages.Of(this, size, cancellation);
        return Report([decoded]) is { } failures
            ? throw new BadInputException(
                $"{failures}; repair or remove them, or ask for unreadable images to be skipped."
            )
            : decoded.ToSet();
    }

    /// <summary>The images where they are, to be read batch by batch. None is looked at now.</summary>
    public StreamedImages Stream(int size, StreamOptions? options = null) => new(this, size, options ?? new());

    /// <summary>In the order of their paths.</summary>
    internal ImageSelection InOrderOfPaths()
    {
        // Class by class, so that of millions of images the names of one class at a time are in memory as text.
        IEnumerable<int> order = Enumerable
            .Range(0, Rows.Length)
            .GroupBy(i => $"{Index.Split(Rows[i])}/{Index.Classes[Index.Label(Rows[i])].Id}/")
            .OrderBy(members => members.Key, StringComparer.Ordinal)
            .SelectMany(members => members.OrderBy(i => Index.File(Rows[i]), StringComparer.Ordinal));
        int[] places = [.. order];
        return this with { Rows = [.. places.Select(i => Rows[i])], Labels = [.. places.Select(i => Labels[i])] };
    }

    /// <summary>Which images could not be decoded, as the beginning of a sentence; null if all could.</summary>
    internal static string? Report(IReadOnlyCollection<DecodedImages> parts)
    {
        string[] failures = [.. parts.SelectMany(part => part.Failures())];
        if (failures.Length == 0)
        {
            return null;
        }

        int images = parts.Sum(part => part.Selection.Rows.Length);
        string named = string.Join(", ", failures.Take(NamedFailures));
        string others = failures.Length > NamedFailures ? $", and {failures.Length - NamedFailures} more" : "";
        return $"{failures.Length} of {images} images cannot be decoded: {named}{others}";
    }
}
