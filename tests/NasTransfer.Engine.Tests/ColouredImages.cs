using System.Collections.Immutable;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Tests;

/// <summary>Images that a small network learns in a few steps: each class is a colour under noise.</summary>
internal static class ColouredImages
{
    private static readonly byte[][] Colours =
    [
        [200, 60, 60],
        [60, 200, 60],
        [60, 60, 200],
        [180, 180, 60],
    ];

    /// <param name="count">Images, classes in turn.</param>
    public static ImageSet Create(string name, int count, int size, int classes = 3)
    {
        var pixels = new byte[count * size * size * ImageSet.Channels];
        for (int i = 0; i < count; i++)
        {
            var noise = new CounterRandom(1, name, index: i);
            for (int k = 0; k < size * size * ImageSet.Channels; k++)
            {
                int value = Colours[i % classes][k % 3] + noise.NextInt(101) - 50;
                pixels[i * size * size * ImageSet.Channels + k] = (byte)Math.Clamp(value, 0, 255);
            }
        }

        ImmutableArray<int> labels = [.. Enumerable.Range(0, count).Select(i => i % classes)];
        return new ImageSet(
            name,
            size,
            [.. Enumerable.Range(0, classes).Select(i => $"colour-{i}")],
            pixels,
            labels,
            [.. Enumerable.Range(0, count).Select(i => $"{name}/{i:D4}")]
        );
    }
}
