using NasTransfer.Engine.Data;
using SkiaSharp;

namespace NasTransfer.Cli.Output;

/// <summary>Many images of a set on one sheet: a row a class, in the order of the set.</summary>
/// <param name="set">Where they come from.</param>
/// <param name="rows">Classes at most; evenly over all where there are more.</param>
/// <param name="columns">Images a class at most.</param>
internal sealed class ContactSheet(ImageSet set, int rows, int columns)
{
    private const int Gap = 2;

    // Small images are enlarged by a whole factor until they are about so wide: every pixel stays a square.
    private const int WantedWidth = 64;

    private static readonly SKColor Paper = new(255, 255, 255);

    /// <summary>The labels shown, from the top.</summary>
    public int[] Labels { get; } = LabelsOf(set.Classes.Length, rows);

    private int Factor => Math.Max(1, WantedWidth / set.Size);

    private int Pitch => set.Size * Factor + Gap;

    /// <summary>The labels that a sheet of so many rows shows.</summary>
    public static int[] LabelsOf(int classes, int rows) =>
        classes <= rows
            ? [.. Enumerable.Range(0, classes)]
            : [.. Enumerable.Range(0, rows).Select(row => (int)((2L * row + 1) * classes / (2L * rows)))];

    public void WritePng(string path)
    {
        using SKBitmap sheet = new(
            new SKImageInfo(
                columns * Pitch + Gap,
                Labels.Length * Pitch + Gap,
                SKColorType.Rgba8888,
                SKAlphaType.Opaque
            )
        );
        sheet.Erase(Paper);
        ILookup<int, int> byLabel = Enumerable.Range(0, set.Count).ToLookup(set.Label);
        for (int row = 0; row < Labels.Length; row++)
        {
            foreach (var (column, image) in byLabel[Labels[row]].Take(columns).Index())
            {
                Place(sheet, set.Pixels(image), Gap + column * Pitch, Gap + row * Pitch);
            }
        }

        using SKData png = sheet.Encode(SKEncodedImageFormat.Png, 100);
        using FileStream file = File.Create(path);
        png.SaveTo(file);
    }

    private void Place(SKBitmap sheet, ReadOnlySpan<byte> pixels, int left, int top)
    {
        Span<byte> target = sheet.GetPixelSpan();
        for (int y = 0; y < set.Size * Factor; y++)
        {
            for (int x = 0; x < set.Size * Factor; x++)
            {
                int from = (y / Factor * set.Size + x / Factor) * ImageSet.Channels;
                pixels.Slice(from, ImageSet.Channels).CopyTo(target[((top + y) * sheet.RowBytes + (left + x) * 4)..]);
            }
        }
    }
}
