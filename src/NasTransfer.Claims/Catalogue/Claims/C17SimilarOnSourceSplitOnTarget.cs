using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C17: the ratio of between-method SDs, target over source.</summary>
public sealed class C17SimilarOnSourceSplitOnTarget : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C17",
            "SimilarOnSourceSplitOnTarget",
            "Methods that are alike on the source differ widely on a large target.",
            "abstract (ii); practice (iv)",
            ClaimFamily.Scale,
            ClaimType.Spread
        );

    public ImmutableArray<string> Needs { get; } = [Needed.OnSource, Needed.To1K, Needed.To22K];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ImmutableArray<ClaimPart> parts = [Part(runs, Targets.ImageNet1K), Part(runs, Targets.ImageNet22K)];
        return runs.Conclude(
            "Methods after a search on CIFAR10: the SD between the four methods' means, each in percent of their common mean, is larger on the target than on CIFAR10 itself. The methods count as a sample of four, and the interval is the F distribution's.",
            parts
        );
    }

    private static ClaimPart Part(ClaimRuns runs, string target)
    {
        (RunGroup Near, RunGroup Far)[] methods =
        [
            .. Methods
                .All.Select(method =>
                    (
                        runs.Of(method, SearchedSet.Cifar10, Targets.Cifar10),
                        runs.Of(method, SearchedSet.Cifar10, target)
                    )
                )
                .Where(pair => !pair.Item1.Values.IsEmpty && !pair.Item2.Values.IsEmpty),
        ];
        NamedRuns near = Relative(Targets.Cifar10, methods.Select(method => method.Near));
        NamedRuns far = Relative(target, methods.Select(method => method.Far));
        Judgement judgement = SpreadRule.Judge([near, far], runs.Seed);
        // Fewer methods than the claim is about are a part of it.
        bool gap = methods.Length < Methods.All.Length && judgement.Verdict == Verdict.Reproduced;
        return ClaimParts.One(
            target,
            "Lower 95 % bound of the ratio of SDs above 1.",
            gap ? judgement with { Verdict = Verdict.PartiallyReproduced } : judgement,
            Spread
                .BrownForsythe([
                    [.. near.Values],
                    [.. far.Values],
                ])
                .P
        );
    }

    private static NamedRuns Relative(string name, IEnumerable<RunGroup> groups)
    {
        double[] means = [.. groups.Select(group => group.Values.Average())];
        return new NamedRuns(name, [.. means.Select(mean => 100 * mean / means.Average())]);
    }
}
