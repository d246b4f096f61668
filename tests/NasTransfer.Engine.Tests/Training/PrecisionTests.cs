using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Training;

namespace NasTransfer.Engine.Tests.Training;

[TestFixture]
public sealed class PrecisionTests
{
    // bfloat16 has 8 bits of mantissa: a product is off by 0.4 %, and losses of such a network were seen off by 1 to 2 %.
    private const double Tolerance = 0.1;

    [TestCase(4)]
    [TestCase(8)]
    public void Augment_InBf16_FollowsFp32(int channels)
    {
        ImageSet train = ColouredImages.Create("train", 24, size: 16);
        ImageSet test = ColouredImages.Create("test", 12, size: 16);

        AugmentResult full = Train(Precision.Fp32);
        AugmentResult half = Train(Precision.Bf16);

        Assert.That(half.WeightsSha256, Is.Not.EqualTo(full.WeightsSha256), "bf16 must be at work");
        Assert.That(
            half.Epochs.Select(epoch => epoch.TrainLoss),
            Is.EqualTo(full.Epochs.Select(epoch => epoch.TrainLoss)).Within(Tolerance)
        );
        Assert.That(Train(Precision.Bf16).WeightsSha256, Is.EqualTo(half.WeightsSha256), "same bits");

        AugmentResult Train(Precision precision)
        {
            NetworkOptions network = new()
            {
                Channels = channels,
                Cells = 3,
                Classes = 3,
            };
            AugmentOptions options = new()
            {
                Epochs = 3,
                BatchSize = 8,
                Precision = precision,
            };
            using var run = new AugmentRun(PublishedGenotypes.DartsV2, network, options, seed: 1);
            return run.Run(train, test);
        }
    }
}
