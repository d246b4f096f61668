using System.Security.Cryptography;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Generated;

namespace NasTransfer.Engine.Tests.Data.Generated;

/// <summary>What every family must keep to; objects have tests of their own besides.</summary>
public sealed class ImageFamilyTests
{
    private static readonly ImageDomain[] Domains = Enum.GetValues<ImageDomain>();

    // Seen on x86-64 when the families were drawn up. Integers draw the pixels, so another machine must agree; whoever
    // changes a family changes every result that rests on it, and its value here with it.
    [TestCase(ImageDomain.FineObjects, "5c0196d5dfc4f38f51fbcb31801c3e190031e7c7f02bd0d92ba946dd22428716")]
    [TestCase(ImageDomain.Flowers, "2cec5bde1a61f5a3a668cbdbd7ecf7555f2791a2e6da44ff137d2a5fa8c61ec7")]
    [TestCase(ImageDomain.Rooms, "071a6ed27d8073ca96bf10e4fc36b2cd0dfa56327eccbd5c42b539f36e1953ad")]
    [TestCase(ImageDomain.Photographs, "ecf06d5ac7aed0f1cc524836e142d8276098073a70182c503536669bfcb6a823")]
    [TestCase(ImageDomain.Taxonomy, "a2222e46966f53d8fbec86738ffe2c232309266569e4c32437a8f4fcb777afc4")]
    public void Create_KnownSpec_HasTheKnownPixels(ImageDomain domain, string sha256)
    {
        ImageSet train = GeneratedImages.Create(Spec(domain)).Train;
        byte[] pixels = [.. Enumerable.Range(0, train.Count).SelectMany(i => train.Pixels(i).ToArray())];

        Assert.That(Convert.ToHexStringLower(SHA256.HashData(pixels)), Is.EqualTo(sha256));
    }

    [TestCaseSource(nameof(Domains))]
    public void Create_EveryClassThereCanBe_HasANameOfItsOwn(ImageDomain domain)
    {
        int most = IImageFamily.Of(domain).MaximumClasses;
        IImageClasses classes = IImageFamily.Of(domain).Classes(5);

        Assert.That(Enumerable.Range(0, most).Select(classes.Name), Is.Unique);
        Assert.That(
            () => GeneratedImages.Create(Spec(domain) with { Classes = most + 1 }),
            Throws.TypeOf<BadInputException>().With.Message.Contains($"it must be 2 to {most}")
        );
    }

    [TestCaseSource(nameof(Domains))]
    public void Create_TrainAndTest_ShareNoImage(ImageDomain domain)
    {
        ImageSplits splits = GeneratedImages.Create(Spec(domain));

        Assert.That(Images(splits.Train).Concat(Images(splits.Test)), Is.Unique);
    }

    [TestCaseSource(nameof(Domains))]
    public void Create_MoreClassesAndImages_KeepsThoseThereWere(ImageDomain domain)
    {
        ImageSet few = GeneratedImages.Create(Spec(domain)).Train;
        ImageSet many = GeneratedImages.Create(Spec(domain) with { Classes = 9, TrainPerClass = 7 }).Train;

        Assert.That(many.Classes[..6], Is.EqualTo(few.Classes));
        Assert.That(Images(many), Is.SupersetOf(Images(few)));
    }

    [TestCaseSource(nameof(Domains))]
    public void Create_OtherSeed_HasOtherImages(ImageDomain domain) =>
        Assert.That(
            Images(GeneratedImages.Create(Spec(domain) with { Seed = 12 }).Train)
                .Intersect(Images(GeneratedImages.Create(Spec(domain)).Train)),
            Is.Empty
        );

    [TestCaseSource(nameof(Domains))]
    public void Create_EveryDifficultyAndSize_DrawsWithoutOverflow(ImageDomain domain)
    {
        foreach (double difficulty in (double[])[0, 0.5, 1])
        {
            foreach (int size in (int[])[8, 33, 256])
            {
                ImageSet set = GeneratedImages
                    .Create(
                        Spec(domain) with
                        {
                            Difficulty = difficulty,
                            Size = size,
                            TrainPerClass = 1,
                            TestPerClass = 1,
                        }
                    )
                    .Train;

                // A picture, not a plain: each of its channels takes many values.
                Assert.That(set.Pixels(0).ToArray().Distinct().Count(), Is.GreaterThan(16), $"{difficulty} {size}");
            }
        }
    }

    /// <summary>A class is no matter of its mean colour: the nearest mean of three numbers is far from telling ten classes.</summary>
    [TestCaseSource(nameof(Domains))]
    public void Create_TenClasses_AreNotToldByTheirMeanColour(ImageDomain domain)
    {
        ImageSplits splits = GeneratedImages.Create(
            Spec(domain) with
            {
                Classes = 10,
                TrainPerClass = 40,
                TestPerClass = 40,
            }
        );
        double[][] means = [.. Enumerable.Range(0, 10).Select(label => Mean([.. Colours(splits.Train, label)]))];

        int right = Enumerable
            .Range(0, 10)
            .Sum(label => Colours(splits.Test, label).Count(colour => Nearest(means, colour) == label));

        Assert.That(100.0 * right / splits.Test.Count, Is.LessThan(40));
    }

    [Test]
    public void Create_FineObjects_HaveFiveNeighboursOfOneShape()
    {
        string[] names = [.. GeneratedImages.Create(Spec(ImageDomain.FineObjects) with { Classes = 10 }).Train.Classes];

        string[] coarse = [.. names.Select(name => name.Split(" in ")[0])];
        Assert.That(coarse[..5].Distinct().Count(), Is.EqualTo(1));
        Assert.That(coarse[5..].Distinct().Count(), Is.EqualTo(1));
        Assert.That(coarse[0], Is.Not.EqualTo(coarse[5]));
    }

    [Test]
    public void Create_Taxonomy_HasOneKindAmongFourClasses()
    {
        string[] names =
        [
            .. GeneratedImages
                .Create(Spec(ImageDomain.Taxonomy) with { Classes = 80, TrainPerClass = 1 })
                .Train.Classes,
        ];

        Assert.That(names.Count(name => name.StartsWith("kind ", StringComparison.Ordinal)), Is.EqualTo(20));
    }

    [TestCase(1, new[] { 12, 12, 12, 12 })]
    [TestCase(4, new[] { 12, 6, 4, 3 }, Description = "12 over 1, 2, 3 and 4")]
    [TestCase(12, new[] { 12, 3, 1, 1 }, Description = "12 over 1, 4⅔, 8⅓ and 12")]
    public void Create_Imbalance_GivesALongTail(double imbalance, int[] sizes)
    {
        ImageSplits splits = GeneratedImages.Create(
            Spec(ImageDomain.Objects) with
            {
                Classes = 4,
                TrainPerClass = 12,
                Imbalance = imbalance,
            }
        );

        Assert.That(
            Enumerable.Range(0, splits.Train.Count).CountBy(splits.Train.Label).Select(pair => pair.Value),
            Is.EquivalentTo(sizes)
        );
        Assert.That(splits.Test.Count, Is.EqualTo(4 * 3), "every class is tested alike");
    }

    [TestCase(0.5)]
    [TestCase(5)]
    [TestCase(double.NaN)]
    public void Create_ImpossibleImbalance_IsBadInput(double imbalance) =>
        Assert.That(
            () => GeneratedImages.Create(Spec(ImageDomain.Objects) with { Imbalance = imbalance }),
            Throws.TypeOf<BadInputException>().With.Message.Contains("imbalance of the generated set small is")
        );

    private static GeneratedSpec Spec(ImageDomain domain) =>
        new()
        {
            Name = "small",
            Domain = domain,
            Classes = 6,
            TrainPerClass = 4,
            TestPerClass = 3,
            Size = 16,
            Seed = 11,
        };

    private static IEnumerable<string> Images(ImageSet set) =>
        Enumerable.Range(0, set.Count).Select(i => Convert.ToHexString(set.Pixels(i)));

    private static IEnumerable<double[]> Colours(ImageSet set, int label) =>
        Enumerable
            .Range(0, set.Count)
            .Where(i => set.Label(i) == label)
            .Select(i =>
            {
                double[] sums = new double[3];
                ReadOnlySpan<byte> pixels = set.Pixels(i);
                for (int p = 0; p < pixels.Length; p++)
                {
                    sums[p % 3] += pixels[p];
                }

                return sums;
            });

    private static double[] Mean(double[][] colours) =>
        [.. Enumerable.Range(0, 3).Select(channel => colours.Average(colour => colour[channel]))];

    private static int Nearest(double[][] means, double[] colour) =>
        Enumerable
            .Range(0, means.Length)
            .MinBy(label =>
                means[label].Zip(colour).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second))
            );
}
