using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C24: a printed accuracy, and its place between two published networks.</summary>
public sealed class C24Accuracy22K : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C24",
            "Accuracy22K",
            "NAO's cell from CIFAR10 reaches 30.91 % on 22K, above one published network and below another.",
            "text of Fig. 3",
            ClaimFamily.Record,
            ClaimType.Magnitude,
            ClaimSubject.Magnitude
        );

    public ImmutableArray<string> Needs { get; } = [Needed.To22K];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        RunGroup group = runs.Of(Methods.Nao, SearchedSet.Cifar10, Targets.ImageNet22K);
        Sample ours = Sample.Of(group.Values);
        return runs.Conclude(
            "Top-1 on ImageNet22K of NAO's cells from CIFAR10.",
            [
                ClaimParts.One(
                    "magnitude",
                    "30.91 % lies inside the 95 % prediction interval for one further run, which is the paper's n.",
                    MagnitudeRule.Judge(ours, Printed, paperCount: 1)
                ),
                ClaimParts.One(
                    "order",
                    "The 95 % interval of the mean lies between 29.8 % (Project Adam) and 36.9 % (WRN-50-4-2); wholly outside refutes.",
                    Order(ours)
                ),
            ]
        );
    }

    /// <summary>Top-1 on 22K of NAO's cell from CIFAR10, in percent.</summary>
    public const double Printed = 30.91;

    /// <summary>Of Project Adam's network, by the paper.</summary>
    public const double ProjectAdam = 29.8;

    /// <summary>Of WRN-50-4-2, by the paper.</summary>
    public const double WideResNet = 36.9;

    private static Judgement Order(Sample ours)
    {
        if (ours.Count == 0)
        {
            return new Judgement(Verdict.NotTested, "no runs");
        }

        Estimate mean =
            ours.Count > 1 && ours.StandardDeviation > 0
                ? new Estimate(ours.Mean, Math.Sqrt(ours.VarianceOfMean), ours.Count - 1)
                : Estimate.WithoutNoise(ours.Mean);
        Interval interval = mean.IntervalAt(0.95);
        string text = $"mean {JudgementText.Plain(ours.Mean)} {JudgementText.Of(interval)}";
        return new Judgement(
            !interval.IsKnown ? Verdict.Inconclusive
                : interval.Low > ProjectAdam && interval.High < WideResNet ? Verdict.Reproduced
                : interval.High < ProjectAdam || interval.Low > WideResNet ? Verdict.NotReproduced
                : Verdict.Inconclusive,
            text
        );
    }
}
