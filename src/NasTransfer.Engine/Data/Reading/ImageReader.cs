using System.Collections.Immutable;
using NasTransfer.Engine.Data.Indexing;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>
/// Reads a data set: official archives, tar shards whose members are split/class/file, or a tree of such folders. What is
/// read, and in which order, depends on names and options alone.
/// </summary>
public static class ImageReader
{
    /// <summary>Reads all of it into memory.</summary>
    /// <param name="path">A folder with one data set in it, or one tar shard. See <see cref="ImageIndex.Open"/>.</param>
    /// <exception cref="BadInputException">
    /// An option is out of range; nothing, or nothing of use, lies at the path; a split or a class has no images; two files
    /// have one path; a shard or (unless skipped) an image is truncated or damaged; it does not fit into memory.
    /// </exception>
    public static ImageSplits Open(string path, ImageReaderOptions options, CancellationToken cancellation = default) =>
        Open(List(path, options, cancellation), options, cancellation);

    /// <summary>Reads into memory what the options ask for of a data set that is listed already.</summary>
    /// <exception cref="BadInputException">As <see cref="Open(string, ImageReaderOptions, CancellationToken)"/>.</exception>
    public static ImageSplits Open(
        ImageIndex index,
        ImageReaderOptions options,
        CancellationToken cancellation = default
    )
    {
        try
        {
            return Decode(ImageSelections.Of(index, options), options, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{index.Folder} cannot be read: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    /// <summary>Lists what there is of the splits that the options name; reads no image.</summary>
    /// <param name="path">A folder with one data set in it, or one tar shard. See <see cref="ImageIndex.Open"/>.</param>
    /// <exception cref="BadInputException">
    /// An option is out of range; nothing, or nothing of use, lies at the path; two files have one path; a shard is damaged.
    /// </exception>
    public static ImageIndex List(string path, ImageReaderOptions options, CancellationToken cancellation = default)
    {
        options.Validate();
        ImageIndexOptions indexOptions = new()
        {
            Splits = [options.TrainSplit, options.TestSplit, options.ValidationSplit],
            CacheFolder = options.IndexCacheFolder,
        };
        return ImageIndex.Open(path, indexOptions, cancellation);
    }

    private static ImageSplits Decode(
        ImageSelections selections,
        ImageReaderOptions options,
        CancellationToken cancellation
    )
    {
        ImageSelection?[] parts = [selections.Train, selections.Test, selections.Validation];
        DecodedImages[] decoded =
        [
            .. parts.OfType<ImageSelection>().Select(part => DecodedImages.Of(part, options.Size, cancellation)),
        ];
        ImmutableArray<string> warnings = [];
        if (ImageSelection.Report(decoded) is { } failures)
        {
            warnings = options.SkipUnreadable
                ? [$"{failures}; they are left out."]
                : throw new BadInputException(
                    $"{failures}; repair or remove them, or ask for unreadable images to be skipped."
                );
        }

        ImageSplits result = new(decoded[0].ToSet(), decoded[1].ToSet(), decoded.Length > 2 ? decoded[2].ToSet() : null)
        {
            Warnings = warnings,
        };
        RequireImages(selections.Train, result.Train);
        RequireImages(selections.Test, result.Test);
        return result;
    }

    // Skipping may have emptied a class that had files.
    private static void RequireImages(ImageSelection selection, ImageSet set)
    {
        HashSet<int> present = [.. Enumerable.Range(0, set.Count).Select(set.Label)];
        int empty = Enumerable.Range(0, set.Classes.Length).FirstOrDefault(label => !present.Contains(label), -1);
        if (empty >= 0)
        {
            throw new BadInputException(
                $"{selection.Index.Folder} has no readable images of class {set.Classes[empty]} in {selection.Index.Part(selection.Rows[0])}; every class needs one or more."
            );
        }
    }
}
