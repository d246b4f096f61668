using System.Collections.Immutable;
using System.Security.Cryptography;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Reading;

namespace NasTransfer.Engine.Data.Checking;

/// <summary>Images of one split.</summary>
/// <param name="ByClass">Images of every class that has some, by its folder.</param>
public sealed record SplitCount(string Split, int Images, ImmutableSortedDictionary<string, int> ByClass);

/// <summary>An image that cannot be decoded.</summary>
/// <param name="Place">Path, or shard!member.</param>
/// <param name="Reason">Why.</param>
public sealed record UnreadableImage(string Place, string Reason);

/// <summary>Files of equal content.</summary>
/// <param name="Sha256">Of each of them.</param>
/// <param name="Files">As split/class/file, in ordinal order.</param>
/// <param name="CrossesSplits">They lie in more than one split: what is trained on is tested on.</param>
/// <param name="CrossesClasses">They lie in more than one class: one of the labels is wrong.</param>
public sealed record DuplicateImages(
    string Sha256,
    ImmutableArray<string> Files,
    bool CrossesSplits,
    bool CrossesClasses
);

/// <summary>What a folder of images really holds: every file was read and decoded.</summary>
public sealed record ImageCheck(
    ImmutableArray<SplitCount> Splits,
    ImmutableArray<UnreadableImage> Unreadable,
    ImmutableArray<DuplicateImages> Duplicates
)
{
    /// <summary>Folders that are taken for splits.</summary>
    public static ImmutableArray<string> KnownSplits { get; } = ["train", "val", "valid", "validation", "test"];

    /// <summary>Nothing that a study should not run with: all can be read, and no image is in two splits.</summary>
    public bool IsFine => Unreadable.IsEmpty && Duplicates.All(group => !group.CrossesSplits);

    /// <param name="path">What <see cref="ImageIndex.Open"/> takes.</param>
    /// <param name="progress">Told how many images are done, and of how many.</param>
    /// <exception cref="BadInputException">Nothing that can be listed lies there.</exception>
    public static ImageCheck Run(
        string path,
        IProgress<(int Done, int All)>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ImageIndex index = ImageIndex.Open(path, new ImageIndexOptions { Splits = KnownSplits }, cancellation);
        int[] rows = [.. Enumerable.Range(0, index.Count).OrderBy(index.Path, StringComparer.Ordinal)];
        if (rows.Length == 0)
        {
            throw new BadInputException(
                $"{path} has no JPEG or PNG images; they must lie at split/class/file, where split is one of {string.Join(", ", KnownSplits)}."
            );
        }

        string[] hashes = new string[rows.Length];
        string?[] reasons = new string?[rows.Length];
        int done = 0;
        Parallel.ForEach(
            ImageRun.Cut(index, rows, 0, rows.Length),
            new ParallelOptions
            {
                CancellationToken = cancellation,
                MaxDegreeOfParallelism = Environment.ProcessorCount,
            },
            run =>
            {
                Read(index, rows, run, hashes, reasons);
                progress?.Report((Interlocked.Add(ref done, run.Positions.Length), rows.Length));
            }
        );
        ListedImage[] images =
        [
            .. rows.Select(row => new ListedImage(
                index.Split(row),
                index.Classes[index.Label(row)].Id,
                index.Path(row)
            )),
        ];
        return new ImageCheck(
            Count(images),
            [
                .. rows.Zip(reasons)
                    .Where(one => one.Second is not null)
                    .Select(one => new UnreadableImage(index.Place(one.First), one.Second!)),
            ],
            FindDuplicates(images, hashes)
        );
    }

    // What cannot be read has an empty hash, and equals nothing.
    private static void Read(ImageIndex index, int[] rows, ImageRun run, string[] hashes, string?[] reasons)
    {
        using Photo photo = new();
        foreach (int position in run.Positions)
        {
            hashes[position] = "";
        }

        try
        {
            run.Read(
                index,
                rows,
                (position, encoded) =>
                {
                    hashes[position] = Convert.ToHexStringLower(SHA256.HashData(encoded));
                    reasons[position] = ImageDecoder.TryDecode(index.Encoding, encoded, photo);
                }
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            foreach (int position in run.Positions)
            {
                reasons[position] ??= failure.Message.TrimEnd('.');
            }
        }
    }

    private static ImmutableArray<SplitCount> Count(ListedImage[] images) =>
        [
            .. images
                .GroupBy(image => image.Split)
                .OrderBy(group => KnownSplits.IndexOf(group.Key))
                .Select(group => new SplitCount(
                    group.Key,
                    group.Count(),
                    group
                        .CountBy(image => image.Class)
                        .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
                )),
        ];

    private static ImmutableArray<DuplicateImages> FindDuplicates(ListedImage[] images, string[] hashes) =>
        [
            .. images
                .Zip(hashes)
                .Where(pair => pair.Second.Length > 0)
                .GroupBy(pair => pair.Second, pair => pair.First)
                .Where(group => group.Skip(1).Any())
                .Select(group => new DuplicateImages(
                    group.Key,
                    [.. group.Select(image => image.Path)],
                    group.DistinctBy(image => image.Split).Skip(1).Any(),
                    group.DistinctBy(image => image.Class).Skip(1).Any()
                ))
                .OrderBy(group => group.Files[0], StringComparer.Ordinal),
        ];

    private sealed record ListedImage(string Split, string Class, string Path);
}
