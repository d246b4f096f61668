using NasTransfer.Engine.Data.Indexing;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>What came of decoding a selection into memory.</summary>
/// <param name="Selection">In the order of its paths.</param>
/// <param name="Pixels">size × size × 3 bytes an image.</param>
/// <param name="Reasons">Null for an image that could be decoded, and otherwise why not.</param>
internal sealed record DecodedImages(ImageSelection Selection, int Size, byte[] Pixels, string?[] Reasons)
{
    /// <summary>Decodes with all processors, in the order in which the images lie on disk.</summary>
    /// <exception cref="BadInputException">They do not fit into memory.</exception>
    public static DecodedImages Of(ImageSelection selection, int size, CancellationToken cancellation)
    {
        selection = selection.InOrderOfPaths();
        int bytes = size * size * ImageSet.Channels;
        int count = selection.Rows.Length;
        long total = (long)bytes * count;
        if (total > Array.MaxLength)
        {
            throw new BadInputException(
                $"{selection.Name} has {count} images, which need {total} bytes at {size} px; at most {Array.MaxLength} fit, so read a smaller size or fewer images a class, or stream them."
            );
        }

        byte[] pixels = new byte[total];
        string?[] reasons = new string?[count];
        int[] rows = [.. selection.Rows];
        Parallel.ForEach(
            ImageRun.Cut(selection.Index, rows, 0, count),
            new ParallelOptions
            {
                CancellationToken = cancellation,
                MaxDegreeOfParallelism = Environment.ProcessorCount,
            },
            run => Decode(selection.Index, rows, run, size, pixels, reasons)
        );
        return new DecodedImages(selection, size, pixels, reasons);
    }

    public IEnumerable<string> Failures() =>
        Reasons
            .Zip(Selection.Rows)
            .Where(pair => pair.First is not null)
            .Select(pair => $"{Selection.Index.Place(pair.Second)} ({pair.First})");

    /// <summary>Those that could be decoded.</summary>
    public ImageSet ToSet()
    {
        ImageSet set = new(
            Selection.Name,
            Size,
            Selection.Classes,
            Pixels,
            Selection.Labels,
            [.. Selection.Rows.Select(Selection.Index.Path)]
        );
        int[] readable = [.. Enumerable.Range(0, Reasons.Length).Where(i => Reasons[i] is null)];
        return readable.Length == Reasons.Length ? set : set.Select(readable, Selection.Name);
    }

    private static void Decode(ImageIndex index, int[] rows, ImageRun run, int size, byte[] pixels, string?[] reasons)
    {
        int bytes = size * size * ImageSet.Channels;
        using Photo photo = new();
        try
        {
            run.Read(
                index,
                rows,
                (position, encoded) =>
                {
                    reasons[position] = ImageDecoder.TryDecode(index.Encoding, encoded, photo);
                    if (reasons[position] is null)
                    {
                        photo.FitShortSide(size, pixels.AsSpan(position * bytes, bytes));
                    }
                }
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            foreach (int position in run.Positions)
            {
                reasons[position] = exception.Message;
            }
        }
    }
}
