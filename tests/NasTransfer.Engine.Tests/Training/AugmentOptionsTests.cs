using NasTransfer.Engine.Options;
using NasTransfer.Engine.Training;

namespace NasTransfer.Engine.Tests.Training;

[TestFixture]
public sealed class AugmentOptionsTests
{
    [TestCase(96, 5, "batch is 96; it must be a multiple of ranks, which is 5.")]
    [TestCase(4, 4, "batch is 4; 4 ranks need 8 or more (batch normalisation needs two images on each).")]
    public void Validate_ABatchThatRanksCannotShare_SaysWhatWouldBeRight(int batch, int ranks, string sentence) =>
        Assert.That(
            () => new AugmentOptions { BatchSize = batch, Ranks = ranks }.Validate(),
            Throws.TypeOf<BadInputException>().With.Message.EqualTo(sentence)
        );

    [Test]
    public void Validate_WarmUpUntilTheEnd_IsRefused() =>
        Assert.That(
            () => new AugmentOptions { Epochs = 5, WarmUpEpochs = 5 }.Validate(),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo("warm-up-epochs is 5; it must be below epochs, which is 5.")
        );

    [Test]
    public void LearningRateAt_TheDefaults_IsTheCosine([Values(0, 1, 599)] int epoch) =>
        Assert.That(new AugmentOptions().LearningRateAt(epoch), Is.EqualTo(CosineSchedule.At(epoch, 600, 0.025)));

    [Test]
    public void LearningRateAt_LinearScaling_GrowsWithTheRanks()
    {
        AugmentOptions options = new()
        {
            Ranks = 8,
            LearningRate = 0.1,
            LearningRateScaling = LearningRateScaling.Linear,
        };
        Assert.That(options.LearningRateAt(0), Is.EqualTo(0.8).Within(1e-15));
        Assert.That(
            (options with { LearningRateScaling = LearningRateScaling.None }).LearningRateAt(0),
            Is.EqualTo(0.1).Within(1e-15)
        );
    }

    // A quarter, a half, three quarters, all of what the cosine says, which after 4 of 100 epochs is still 0.99 of the first.
    [TestCase(0, 0.25)]
    [TestCase(1, 0.5)]
    [TestCase(3, 1)]
    [TestCase(4, 1)]
    public void LearningRateAt_WithinWarmUp_IsAShareOfTheRate(int epoch, double share)
    {
        AugmentOptions options = new() { Epochs = 100, WarmUpEpochs = 4 };
        Assert.That(
            options.LearningRateAt(epoch),
            Is.EqualTo(share * CosineSchedule.At(epoch, 100, options.LearningRate)).Within(1e-15)
        );
    }
}
