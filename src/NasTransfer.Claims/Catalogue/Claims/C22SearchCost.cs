using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C22: the cost of a search is proportional to the images of its source.</summary>
public sealed class C22SearchCost : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C22",
            "SearchCost",
            "Direct search on the large sets would take from months to many years on one GPU.",
            "transferring architectures",
            ClaimFamily.Record,
            ClaimType.Arithmetic
        );

    public ImmutableArray<string> Needs { get; } = [Needed.Cost, Needed.To1K, Needed.Direct1K];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ImmutableArray<ClaimPart> parts = [.. Methods.All.Select(method => Part(runs, method))];
        return runs.Conclude(
            $"The paper scales search times by the images of the source. For each method, images sent forward and backward by a search, divided by the source's images, are the same for all sources within {100 * Tolerance:0} %. Hours are the audit's business: they are the paper's machine's.",
            parts
        );
    }

    /// <summary>Rounding to whole batches and a controller's fixed steps stay within it.</summary>
    public const double Tolerance = 0.1;

    private static ClaimPart Part(ClaimRuns runs, string method)
    {
        (string Name, double Share)[] passes =
        [
            .. SourcesOf(method)
                .Select(source => (source.Name, runs.Of(method, source, Targets.ImageNet1K)))
                .Select(pair => (pair.Name, Passes(pair.Item2, runs.Setting.ImagesOf(pair.Name))))
                .Where(pair => double.IsFinite(pair.Item2)),
        ];
        const string form = "Passes over the source a search, each source against the first.";
        return passes.Select(one => runs.Setting.ImagesOf(one.Name)).Distinct().Count() < 2
            ? ClaimParts.One(
                method,
                form,
                new Judgement(Verdict.NotTested, "fewer than two sizes of source with measured searches")
            )
            : ClaimParts.One(
                method,
                form,
                ArithmeticRule.Judge([.. passes.Skip(1).Select(one => Check(one, passes[0]))])
            );
    }

    private static ArithmeticCheck Check((string Name, double Share) one, (string Name, double Share) first) =>
        ArithmeticCheck.Statement(
            $"{one.Name} against {first.Name}",
            Math.Abs(one.Share / first.Share - 1) <= Tolerance,
            FormattableString.Invariant($"{one.Share:0.0} and {first.Share:0.0} passes")
        );

    private static double Passes(RunGroup group, long images) =>
        Sample
            .Of([
                .. group
                    .Observations.Select(run => run.SearchImages)
                    .OfType<long>()
                    .Select(seen => (double)seen / images),
            ])
            .Mean;

    private static ImmutableArray<SearchedSet> SourcesOf(string method) =>
        Methods.OnProxies.Contains(method) ? [.. SearchedSet.Small, .. SearchedSet.Of1K] : SearchedSet.Small;
}
