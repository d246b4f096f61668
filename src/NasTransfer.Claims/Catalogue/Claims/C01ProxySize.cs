using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C01: neighbours in size are equivalent, and so is the slope over all sizes to 0.</summary>
public sealed class C01ProxySize : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C01",
            "ProxySize",
            "How many images the source has does not matter for how well the found cell transfers.",
            "abstract (i); Fig. 1 left; practice (i)",
            ClaimFamily.Size,
            ClaimType.Similarity
        );

    public ImmutableArray<string> Needs { get; } = [Needed.To1K, Needed.Direct1K, Needed.Random];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        _ = runs.Random(Target);
        ImmutableArray<ClaimPart> parts = [.. Methods.All.SelectMany(method => PartsOf(runs, method))];
        return runs.Conclude(
            $"For each method, sources that follow each other in size differ by less than δ = {runs.Margin:0.00} points, and top-1 over log₁₀ of the source's images has a slope within ±δ a decade.",
            parts
        );
    }

    private const string Target = Targets.ImageNet1K;

    private static IEnumerable<ClaimPart> PartsOf(ClaimRuns runs, string method)
    {
        (SearchedSet Source, RunGroup Group)[] bySize =
        [
            .. SourcesOf(method)
                .OrderBy(source => runs.Setting.ImagesOf(source.Name))
                .Select(source => (source, runs.Of(method, source, Target))),
        ];
        yield return ClaimParts.All(
            $"{method}, neighbours in size",
            "Each source against the next larger one: two one-sided tests of ±δ.",
            [.. bySize.Zip(bySize.Skip(1), (smaller, larger) => runs.Similar(smaller.Group, larger.Group))]
        );

        // Sources differ in more than size: the source is the unit here, and the scatter of their means is the noise.
        (double X, double Mean)[] points =
        [
            .. bySize
                .Where(one => !one.Group.Values.IsEmpty)
                .Select(one => (Math.Log10(runs.Setting.ImagesOf(one.Source.Name)), one.Group.Values.Average())),
        ];
        Estimate slope = LinearTrend
            .Through([.. points.Select(point => point.X)], [.. points.Select(point => point.Mean)])
            .Slope;
        yield return ClaimParts.One(
            $"{method}, slope",
            "Least squares of each source's mean top-1 over log₁₀ of its images: two one-sided tests of ±δ a decade.",
            double.IsNaN(slope.Value)
                ? new Judgement(Verdict.NotTested, "fewer than two sizes of source have runs")
                : SimilarityRule.Judge(slope, runs.Margin, "points a decade"),
            Equivalence.Test(slope, runs.Margin).P
        );
    }

    private static ImmutableArray<SearchedSet> SourcesOf(string method) =>
        Methods.OnProxies.Contains(method) ? [.. SearchedSet.Small, .. SearchedSet.Of1K.Take(3)] : SearchedSet.Small;
}
