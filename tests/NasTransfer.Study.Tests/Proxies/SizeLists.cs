using NasTransfer.Study.DataSets.Splits;
using NasTransfer.Study.Proxies;

namespace NasTransfer.Study.Tests.Proxies;

/// <summary>
/// Class sizes made up to have every published figure of the real lists, which ImageNet gives only to those who sign in.
/// </summary>
internal static class SizeLists
{
    public const int Classes22K = 21_841;
    public const int Images22K = 14_197_122;

    /// <summary>
    /// Of the 21,841 classes, so many have 500 images or more, and these many images together: Ridnik et al.,
    /// "ImageNet-21K Pretraining for the Masses", 2021.
    /// </summary>
    public const int LargeClasses22K = 11_221;

    public const int ImagesOfLargeClasses22K = 12_358_688;

    /// <summary>895 classes of 1,300 training images, the others 732 and more, 1,281,167 in all; 50 validation images each.</summary>
    public static ClassSizes ImageNet1K { get; } = MakeImageNet1K();

    public static ClassSizes ImageNet22K { get; } = MakeImageNet22K();

    /// <summary>The 102 classes have 40 to 258 images, 8,189 in all (Nilsback and Zisserman, 2008).</summary>
    public static ClassSizes Flowers { get; } =
        Cut("FLOWERS102", Ramp(102, 40, 258, 8_189, power: 3), SplitRule.EightyTwenty);

    public static ClassSizes Even(string source, int classes, int train, int reported) =>
        ClassSizes.Of(source, Enumerable.Range(0, classes).Select(i => new ClassSize($"c{i:D5}", train, reported)));

    private static ClassSizes MakeImageNet1K()
    {
        const int Full = 895;
        int[] others = Ramp(1000 - Full, 732, 1299, 1_281_167 - Full * 1300, power: 0.5);
        return ClassSizes.Of(
            "ImageNet1K",
            Enumerable
                .Repeat(1300, Full)
                .Concat(others)
                .Select((images, i) => new ClassSize($"n{i * 7919 % 1000:D8}", images, 50))
        );
    }

    private static ClassSizes MakeImageNet22K() =>
        Cut(
            "ImageNet22K",
            [
                .. Ramp(Classes22K - LargeClasses22K, 1, 499, Images22K - ImagesOfLargeClasses22K, power: 1.9),
                .. Ramp(LargeClasses22K, 500, 3047, ImagesOfLargeClasses22K, power: 3),
            ],
            SplitRule.HalfReported
        );

    private static ClassSizes Cut(string source, int[] sizes, SplitRule rule) =>
        ClassSizes.Of(
            source,
            // A stride prime to the number of classes: ids say nothing of sizes.
            sizes.Select(
                (images, i) =>
                {
                    PartCounts parts = rule.Of(images);
                    return new ClassSize($"n{(long)i * 7919 % sizes.Length:D8}", parts.Train, parts.Test);
                }
            )
        );

    // From least to most along a power of the rank; what the sum lacks or has too much is spread evenly.
    private static int[] Ramp(int classes, int least, int most, int sum, double power)
    {
        int[] sizes =
        [
            .. Enumerable
                .Range(0, classes)
                .Select(i => least + (int)((most - least) * Math.Pow((double)i / (classes - 1), power))),
        ];
        for (int i = 0, missing = sum - sizes.Sum(); missing != 0; i = (i + 1) % classes)
        {
            int step = Math.Sign(missing);
            if (sizes[i] + step >= least && sizes[i] + step <= most)
            {
                sizes[i] += step;
                missing -= step;
            }
        }

        return sizes;
    }
}
