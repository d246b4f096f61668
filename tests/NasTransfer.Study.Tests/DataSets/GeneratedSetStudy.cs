using System.Collections;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Generated;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Study.Tests.DataSets;

/// <summary>
/// What can be learned from each generated set: the numbers of docs/data.md. Takes minutes a set, so it runs when asked for:
/// docs/data.md has the command.
/// </summary>
[TestFixture]
[Explicit("An experiment of minutes, not a check; docs/data.md has its numbers.")]
public sealed class GeneratedSetStudy
{
    private const int FirstSeed = 101;
    private const ulong AugmentSeed = 2;

    private static readonly int Architectures = TestContext.Parameters.Get("architectures", 30);

    private static IEnumerable<TestCaseData> Sets =>
        GeneratedSets.All.Select(spec => new TestCaseData(spec).SetArgDisplayNames(spec.Name));

    [OneTimeSetUp]
    public void StartLibtorch() => TorchRuntime.Start(new RuntimeOptions());

    [TestCaseSource(nameof(Sets))]
    public void Measure(GeneratedSpec spec)
    {
        Profile tiny = ProfileFile.Load(
            Path.Combine(Repository.Root, "build", "profiles", "tiny.json"),
            [],
            new Hashtable()
        );
        ImageSplits images = GeneratedImages.Create(spec);
        double[] top1 =
        [
            .. Enumerable
                .Range(FirstSeed, Architectures)
                .Select(seed => Top1(tiny, images, SamplingLaw.Sample(new CounterRandom((ulong)seed, "architecture"))))
                .Order(),
        ];
        int third = Math.Max(1, Architectures / 3);
        TestContext.Progress.WriteLine(
            FormattableString.Invariant(
                $"{spec.Name, -12} {images.Train.Count, 5} + {images.Test.Count, 4} images, chance {100.0 / spec.Classes, 4:F1}, mean colour {LinearProbe.Top1(images, LinearProbe.MeanColour), 4:F1}, pixels {LinearProbe.Top1(images, LinearProbe.Pixels), 4:F1}, worst {third}: {top1.Take(third).Average(), 4:F1}, best {third}: {top1.TakeLast(third).Average(), 4:F1}, all {top1.Average(), 4:F1}"
            )
        );
        Assert.That(top1.TakeLast(third).Average(), Is.GreaterThan(100.0 / spec.Classes));
    }

    private static double Top1(Profile profile, ImageSplits images, Genotype genotype)
    {
        using AugmentRun run = new(
            genotype,
            new NetworkOptions
            {
                Channels = profile.Network.Channels,
                Cells = profile.Cells[20],
                Classes = images.Train.Classes.Length,
                Stem = Stem.Cifar,
            },
            profile.DataSets["CIFAR10"].Augment with
            {
                Epochs = TestContext.Parameters.Get("epochs", 3),
            },
            AugmentSeed
        )
        {
            TestsEveryEpoch = false,
        };
        return run.Run(images.Train, images.Test).Top1Last;
    }
}
