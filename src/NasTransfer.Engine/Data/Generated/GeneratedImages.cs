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
            Draw(spec, classes, "train", TailedSizes.Of(spec)),
            Draw(spec, classes, "test", [.. Enumerable.Repeat(spec.TestPerClass, spec.Classes)])
        );
    }

    private static ImageSet Draw(GeneratedSpec spec, IImageClasses classes, string split, int[] sizes)
    {
        (int Label, int Number)[] images =
        [
            .. from number in Enumerable.Range(0, sizes.Max())
            from label in Enumerable.Range(0, spec.Classes)
            where number < sizes[label]
            select (label, number),
        ];
        int bytes = spec.Size * spec.Size * ImageSet.Channels;
        int difficulty = (int)Math.Round(spec.Difficulty * 256);
        string purpose = $"{spec.Domain}/{split}";
        byte[] pixels = new byte[images.Length * bytes];
        Parallel.For(
            0,
            images.Length,
            i =>
            {
                CounterRandom random = new(spec.Seed, purpose, images[i].Label, images[i].Number);
                IScene scene = classes.Compose(images[i].Label, random, difficulty);
                Canvas.Draw(scene, spec.Size, Noise(difficulty), random, pixels.AsSpan(i * bytes, bytes));
            }
        );
        string[] names = [.. Enumerable.Range(0, spec.Classes).Select(classes.Name)];
        string[] folders = [.. names.Select((name, label) => $"{label:D4}-{name.Replace(' ', '-')}")];
        return new ImageSet(
            $"{spec.Name} {split}",
            spec.Size,
            [.. names],
            pixels,
            [.. images.Select(image => image.Label)],
            [.. images.Select(image => $"{split}/{folders[image.Label]}/{image.Number:D6}")]
        );
    }

    // A standard deviation of 2 … 34 byte values, in sixteenths.
    private static int Noise(int difficulty) => 32 + 2 * difficulty;
}
