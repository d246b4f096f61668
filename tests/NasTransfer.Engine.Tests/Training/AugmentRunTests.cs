using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;
using NasTransfer.Engine.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Training;

public sealed class AugmentRunTests
{
    private static readonly NetworkOptions Small = new()
    {
        Channels = 4,
        Cells = 3,
        Classes = 3,
    };

    private static readonly AugmentOptions Short = new() { Epochs = 3, BatchSize = 16 };

    private static readonly ImageSet Train = ColouredImages.Create("train", 96, 8);
    private static readonly ImageSet Test = ColouredImages.Create("test", 48, 8);

    [Test]
    public void Run_OnColours_LearnsThem()
    {
        AugmentResult result = Run(Short with { Epochs = 8 }, seed: 2);
        Assert.Multiple(() =>
        {
            Assert.That(result.Top1Last, Is.GreaterThan(80));
            Assert.That(result.Diverged, Is.False);
            Assert.That(result.Epochs, Has.Length.EqualTo(8));
            Assert.That(result.Epochs[^1].TrainLoss, Is.LessThan(result.Epochs[0].TrainLoss));
            Assert.That(result.Top1Best, Is.EqualTo(result.Epochs.Max(epoch => epoch.TestTop1)));
            Assert.That(result.Epochs[result.BestEpoch].TestTop1, Is.EqualTo(result.Top1Best));
            Assert.That(result.TrainedImages, Is.EqualTo(8 * 96));
            Assert.That(result.Epochs.Select(epoch => epoch.LearningRate).First(), Is.EqualTo(0.025));
        });
    }

    [Test]
    public void Run_TwiceWithOneSeed_GivesTheSameBits()
    {
        AugmentResult first = Run(Short, seed: 2);
        AugmentResult second = Run(Short, seed: 2);
        AugmentResult other = Run(Short, seed: 3);
        Assert.Multiple(() =>
        {
            Assert.That(second.WeightsSha256, Is.EqualTo(first.WeightsSha256));
            Assert.That(second.Epochs, Is.EqualTo(first.Epochs));
            Assert.That(other.WeightsSha256, Is.Not.EqualTo(first.WeightsSha256));
        });
    }

    [Test]
    public void Run_TestingAtItsEndAlone_TrainsTheSameWeights()
    {
        AugmentResult always = Run(Short, seed: 2);
        using var run = new AugmentRun(PublishedGenotypes.DartsV2, Small, Short, seed: 2) { TestsEveryEpoch = false };
        AugmentResult once = run.Run(Train, Test);
        Assert.Multiple(() =>
        {
            Assert.That(once.WeightsSha256, Is.EqualTo(always.WeightsSha256));
            Assert.That(
                once.Epochs.Select(epoch => epoch.TestTop1),
                Is.EqualTo((double[])[double.NaN, double.NaN, always.Top1Last])
            );
            Assert.That(
                (once.Top1Last, once.Top1Best, once.BestEpoch),
                Is.EqualTo((always.Top1Last, always.Top1Last, 2))
            );
        });
    }

    [Test]
    public void Run_InTheOrderOfTheSet_TrainsOtherWeights()
    {
        using var run = new AugmentRun(PublishedGenotypes.DartsV2, Small, Short, seed: 2) { Shuffles = false };
        Assert.That(run.Run(Train, Test).WeightsSha256, Is.Not.EqualTo(Run(Short, seed: 2).WeightsSha256));
    }

    [Test]
    public void Run_WithEveryTrick_ChangesTheRunAndStillLearns()
    {
        var tricks = Short with { CutoutLength = 4, DropPathProbability = 0.2, LabelSmoothing = 0.1 };
        AugmentResult plain = Run(Short, seed: 2);
        Assert.Multiple(() =>
        {
            Assert.That(Run(tricks, seed: 2).Top1Last, Is.GreaterThan(60));
            foreach (
                AugmentOptions one in (AugmentOptions[])
                    [
                        Short with
                        {
                            CutoutLength = 4,
                        },
                        Short with
                        {
                            DropPathProbability = 0.2,
                        },
                        Short with
                        {
                            LabelSmoothing = 0.1,
                        },
                        Short with
                        {
                            WeightDecay = 0,
                        },
                        Short with
                        {
                            GradientClip = 0.01,
                        },
                    ]
            )
            {
                Assert.That(Run(one, seed: 2).WeightsSha256, Is.Not.EqualTo(plain.WeightsSha256), one.ToString());
            }
        });
    }

    [Test]
    public void Run_WithAnAuxiliaryHead_TrainsItAndTestsWithoutIt()
    {
        ImageSet train = ColouredImages.Create("train", 32, 32);
        ImageSet test = ColouredImages.Create("test", 16, 32);
        using var run = new AugmentRun(
            PublishedGenotypes.DartsV2,
            Small,
            new AugmentOptions
            {
                Epochs = 1,
                BatchSize = 16,
                AuxiliaryWeight = 0.4,
            },
            seed: 2
        );
        using var scope = NewDisposeScope();
        Tensor before = run.Network.state_dict()["auxiliary_head.classifier.weight"].clone();
        AugmentResult result = run.Run(train, test);
        Tensor after = run.Network.state_dict()["auxiliary_head.classifier.weight"];
        Assert.Multiple(() =>
        {
            Assert.That((after - before).abs().max().ToDouble(), Is.Positive);
            Assert.That(result.Parameters, Is.EqualTo(NetworkCost.ParametersOf(PublishedGenotypes.DartsV2, Small)));
            Assert.That(result.Epochs, Has.Length.EqualTo(1));
        });
    }

    [Test]
    public void Run_WithAnAuxiliaryHeadOnSmallImages_TrainsTheSameNetworkToOtherWeights()
    {
        AugmentResult Run(double weight)
        {
            using var run = new AugmentRun(
                PublishedGenotypes.DartsV2,
                Small,
                Short with
                {
                    AuxiliaryWeight = weight,
                },
                seed: 2
            );
            return run.Run(Train, Test);
        }

        AugmentResult plain = Run(0);
        AugmentResult helped = Run(0.4);

        Assert.That(helped.Diverged, Is.False);
        Assert.That(helped.Parameters, Is.EqualTo(plain.Parameters));
        Assert.That(helped.WeightsSha256, Is.Not.EqualTo(plain.WeightsSha256));
    }

    [Test]
    public void Run_AtAnAbsurdRate_ReportsDivergence()
    {
        AugmentResult result = Run(Short with { LearningRate = 1e30, GradientClip = 1e30 }, seed: 2);
        Assert.That(result.Diverged, Is.True);
    }

    [Test]
    public void Run_OnOtherClasses_NamesBothCounts()
    {
        using var run = new AugmentRun(PublishedGenotypes.DartsV2, Small with { Classes = 5 }, Short, seed: 2);
        Assert.That(
            () => run.Run(Train, Test),
            Throws.TypeOf<BadInputException>().With.Message.Contains("classes is 5").And.Message.Contains("has 3")
        );
    }

    [TestCase(6)]
    [TestCase(10)]
    public void Run_OnASizeThatDoesNotHalve_NamesIt(int size)
    {
        using var run = new AugmentRun(PublishedGenotypes.DartsV2, Small, Short, seed: 2);
        Assert.That(
            () => run.Run(ColouredImages.Create("train", 6, size), ColouredImages.Create("test", 6, size)),
            Throws.TypeOf<BadInputException>().With.Message.Contains($"{size} px")
        );
    }

    [Test]
    public void Run_StartedFromSavedWeights_GoesOnFromThem()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            using var first = new AugmentRun(PublishedGenotypes.DartsV2, Small, Short, seed: 2);
            AugmentResult trained = first.Run(Train, Test);
            first.SaveWeights(path);
            using var second = new AugmentRun(PublishedGenotypes.DartsV2, Small, Short with { Epochs = 1 }, 2, path);
            Assert.That(NetworkWeights.Sha256(second.Network), Is.EqualTo(trained.WeightsSha256));
            AugmentResult next = second.Run(Train, Test);
            Assert.That(next.Epochs[0].TrainLoss, Is.LessThan(trained.Epochs[0].TrainLoss));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void Run_StepAfterStep_LeavesNoTensorBehind()
    {
        // One run to fill every cache, then two of different lengths.
        Run(Short with { Epochs = 1 }, seed: 2);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Run(Short with { Epochs = 1 }, seed: 2);
        long after = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Run(Short with { Epochs = 3 }, seed: 2);
        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount - after, Is.EqualTo(after - before));
    }

    [TestCase("epochs")]
    [TestCase("batch")]
    [TestCase("lr")]
    [TestCase("drop-path")]
    [TestCase("label-smoothing")]
    public void Validate_OfAValueOutOfRange_NamesTheOption(string option)
    {
        AugmentOptions options = option switch
        {
            "epochs" => Short with { Epochs = 0 },
            "batch" => Short with { BatchSize = 1 },
            "lr" => Short with { LearningRate = double.NaN },
            "drop-path" => Short with { DropPathProbability = 1 },
            _ => Short with { LabelSmoothing = -0.1 },
        };
        Assert.That(options.Validate, Throws.TypeOf<BadInputException>().With.Message.StartsWith($"{option} is "));
    }

    private static AugmentResult Run(AugmentOptions options, ulong seed)
    {
        using var run = new AugmentRun(PublishedGenotypes.DartsV2, Small, options, seed);
        return run.Run(Train, Test);
    }
}
