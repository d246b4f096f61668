using NasTransfer.Engine.Data;

namespace NasTransfer.Engine.Tests.Data;

/// <summary>Sets of a few pixels, whose every byte is known.</summary>
internal static class SmallSets
{
    /// <summary>
    /// <paramref name="count"/> images of one colour: R is the index, G the label, B 200. Labels go round the classes.
    /// </summary>
    public static ImageSet Flat(int count, int classes = 3, int size = 2)
    {
        int bytes = size * size * ImageSet.Channels;
        byte[] pixels = new byte[count * bytes];
        for (int i = 0; i < pixels.Length; i += 3)
        {
            int index = i / bytes;
            (pixels[i], pixels[i + 1], pixels[i + 2]) = ((byte)index, (byte)(index % classes), 200);
        }

        return new ImageSet(
            "flat",
            size,
            [.. Enumerable.Range(0, classes).Select(k => $"class{k}")],
            pixels,
            [.. Enumerable.Range(0, count).Select(i => i % classes)],
            [.. Enumerable.Range(0, count).Select(i => $"train/class{i % classes}/{i:D4}.png")]
        );
    }

    /// <summary>
    /// 3·(row · size + column) + channel, plus <paramref name="offset"/>: every byte of an image of up to 9 px differs.
    /// </summary>
    public static byte[] Ramp(int size, int offset = 0) =>
        [.. Enumerable.Range(offset, size * size * ImageSet.Channels).Select(value => (byte)value)];
}
