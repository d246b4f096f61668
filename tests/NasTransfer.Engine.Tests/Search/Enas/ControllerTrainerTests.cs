using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search.Enas;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Search.Enas;

public sealed class ControllerTrainerTests
{
    // 600 rewards of a toy, where the original has 45,000: steps of the size of the rate instead of far smaller ones.
    private static readonly EnasOptions Quick = new()
    {
        ControllerLearningRate = 0.01,
        ControllerEpsilon = 1e-8,
        BaselineDecay = 0.9,
    };

    // The first decision of all has two arms: the normal cell's first node looks at input 0 or input 1 first.
    private static int Arm(Genotype genotype) => genotype.Normal.Nodes[0].First.Predecessor;

    [TestCase(0)]
    [TestCase(1)]
    public void Update_OnATwoArmedToy_MakesTheBetterArmLikelier(int better)
    {
        using var trainer = new ControllerTrainer(Quick, 1);
        double before = Share(trainer, better);
        for (int update = 0; update < 60; update++)
        {
            trainer.Update(Streams(update, 10), (genotype, _) => Arm(genotype) == better ? 1 : 0);
        }

        Assert.Multiple(() =>
        {
            Assert.That(before, Is.EqualTo(0.5).Within(0.1));
            // Logits of ±1.1 allow 0.9.
            Assert.That(Share(trainer, better), Is.GreaterThan(0.8));
        });
    }

    [Test]
    public void Update_WithAHigherRewardForOneSample_RaisesItsLogProbability()
    {
        using var scope = NewDisposeScope();
        using var trainer = new ControllerTrainer(Quick with { BaselineStart = BaselineStart.FirstReward }, 1);
        CounterRandom[] streams = Streams(0, 10);
        Genotype[] genotypes = [.. trainer.Controller.Sample(Streams(0, 10)).Genotypes];
        float[] Logs() => trainer.Controller.Score(genotypes).LogProbabilities.data<float>().ToArray();
        float[] before = Logs();
        trainer.Update(streams, (_, sample) => sample == 3 ? 1 : 0);
        float[] change = [.. Logs().Zip(before, (after, old) => after - old)];
        Assert.Multiple(() =>
        {
            Assert.That(change[3], Is.Positive);
            Assert.That(change[3], Is.EqualTo(change.Max()), "more than any other's");
        });
    }

    [Test]
    public void Update_UpdatesTheBaselineBeforeItIsUsed()
    {
        // One reward of 1 from a baseline of 0: the advantage is 0.99 with the updated baseline, 1 without.
        double Norm(double decay)
        {
            EnasOptions options = new()
            {
                BaselineDecay = decay,
                EntropyWeight = 0,
                SamplesPerUpdate = 1,
            };
            using var trainer = new ControllerTrainer(options, 1);
            return trainer.Update(Streams(0, 1), (_, _) => 1).GradientNorm;
        }

        Assert.Multiple(() =>
        {
            Assert.That(Norm(0.99) / Norm(0.5), Is.EqualTo(0.99 / 0.5).Within(1e-4));
            Assert.That(Norm(0), Is.Zero, "a baseline that is the reward itself leaves nothing");
        });
    }

    [Test]
    public void Update_InPercent_WeighsTheAccuracyAHundredTimes()
    {
        double Baseline(RewardScale scale)
        {
            EnasOptions options = new()
            {
                RewardScale = scale,
                BaselineStart = BaselineStart.FirstReward,
                SamplesPerUpdate = 1,
            };
            using var trainer = new ControllerTrainer(options, 1);
            double entropy = trainer.Update(Streams(0, 1), (_, _) => 0.5).Entropies[0];
            return trainer.Baseline.Value - 1e-4 * entropy;
        }

        Assert.Multiple(() =>
        {
            Assert.That(Baseline(RewardScale.Fraction), Is.EqualTo(0.5).Within(1e-12));
            Assert.That(Baseline(RewardScale.Percent), Is.EqualTo(50).Within(1e-12));
        });
    }

    [Test]
    public void Update_OverTime_LeavesNoTensorsBehind()
    {
        using var trainer = new ControllerTrainer(Quick, 1);
        trainer.Update(Streams(0, 2), (_, _) => 1);
        long before = LiveTensors.Count();
        trainer.Update(Streams(1, 2), (_, _) => 0);
        trainer.Update(Streams(2, 2), (_, _) => 1);
        Assert.That(LiveTensors.Count(), Is.EqualTo(before));
    }

    private static CounterRandom[] Streams(int epoch, int count) =>
        [.. Enumerable.Range(0, count).Select(index => new CounterRandom(9, "trainer-test", epoch, index))];

    private static double Share(ControllerTrainer trainer, int arm)
    {
        using var _ = no_grad();
        using PolicyRun run = trainer.Controller.Sample(Streams(1000, 1000));
        return run.Genotypes.Average(genotype => Arm(genotype) == arm ? 1.0 : 0);
    }
}
