using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>Data sets that need no files: drawn from a seed, the same bytes on every machine.</summary>
public static class GeneratedImages
{
    /// <summary>
    /// Train and test images of one description, from streams that never meet; within a split, image k of every class comes
    /// before image k + 1 of any.
    /// </summary>
    /// <exception cref="BadInputException">A value is out of range.</exception>
    public static ImageSplits Create(GeneratedSpec spec)
    {
        spec.Validate();
        IImageClasses classes = IImageFamily.Of(spec.Domain).Classes(spec.Seed);
        return new ImageSplits(
            Draw(spec, classes, "train", spec.TrainPerClass),
            Draw(spec, classes, "test", spec.TestPerClass)
        );
    }

    private static ImageSet Draw(GeneratedSpec spec, IImageClasses classes, string split, int perClass)
    {
        int count = spec.Classes * perClass;
        int bytes = spec.Size * spec.Size * ImageSet.Channels;
        int difficulty = (int)Math.Round(spec.Difficulty * 256);
        string purpose = $"{spec.Domain}/{split}";
        byte[] pixels = new byte[count * bytes];
        Parallel.For(
            0,
            count,
            i =>
            {
                int label = i % spec.Classes;
                CounterRandom random = new(spec.Seed, purpose, label, i / spec.Classes);
                IScene scene = classes.Compose(label, random, difficulty);
                Canvas.Draw(scene, spec.Size, Noise(difficulty), random, pixels.AsSpan(i * bytes, bytes));
            }
        );
        string[] names = [.. Enumerable.Range(0, spec.Classes).Select(classes.Name)];
        return new ImageSet(
            $"{spec.Name} {split}",
            spec.Size,
            [.. names],
            pixels,
            [.. Enumerable.Range(0, count).Select(i => i % spec.Classes)],
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i =>
                        $"{split}/{i % spec.Classes:D4}-{names[i % spec.Classes].Replace(' ', '-')}/{i / spec.Classes:D6}"
                    ),
            ]
        );
    }

    // A standard deviation of 2 … 34 byte values, in sixteenths.
    private static int Noise(int difficulty) => 32 + 2 * difficulty;
}
