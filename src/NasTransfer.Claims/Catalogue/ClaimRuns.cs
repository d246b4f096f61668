using System.Collections.Immutable;
using System.Globalization;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Experiments;

namespace NasTransfer.Claims.Catalogue;

/// <summary>Something that a rule judged, with the p of its test; NaN where the rule has none.</summary>
internal sealed record TestedPart(string Name, Judgement Judgement, double P);

/// <summary>
/// The runs of one claim. It takes only those that were planned, and keeps every group and comparison that the claim asks
/// for, so that the result shows all that the verdict rests on.
/// </summary>
internal sealed class ClaimRuns(IClaim claim, IEnumerable<Observation> observations, ClaimSetting setting)
{
    private readonly ImmutableArray<Observation> all = [.. observations];
    private readonly List<RunGroup> groups = [];
    private readonly List<ClaimComparison> rows = [];

    public ClaimDefinition Definition => claim.Definition;

    public ClaimSetting Setting => setting;

    public IReadOnlyList<RunGroup> Groups => groups;

    public IReadOnlyList<ClaimComparison> Rows => rows;

    /// <summary>The runs of all groups, each as often as it was given.</summary>
    public ImmutableArray<Observation> Used
    {
        get
        {
            HashSet<Observation> grouped = new(
                groups.SelectMany(group => group.Observations),
                ReferenceEqualityComparer.Instance
            );
            return [.. all.Where(grouped.Contains)];
        }
    }

    /// <summary>Every claim resamples with a seed of its own: its number.</summary>
    public ulong Seed => ulong.Parse(Definition.Id.AsSpan(1), CultureInfo.InvariantCulture);

    /// <summary>δ in points of top-1 (see <see cref="SimilarityRule.Margin"/>).</summary>
    public double Margin => SimilarityRule.Margin(setting.Pilot);

    // ---- groups ---------------------------------------------------------------------------------------------------

    /// <summary>A method after a search, at the paper's protocol.</summary>
    public RunGroup Of(string method, SearchedSet source, string target) =>
        Group(
            $"{method} {source.Name}→{target}",
            RunFilter.Of(method, source.Set, target, source.Proxy) with
            {
                Cells = setting.CellsOf(Experiment.DefaultCells),
            },
            ArchitectureCount.Searches
        );

    /// <summary>Random architectures, at the paper's protocol.</summary>
    public RunGroup Random(string target, ArchitectureCount kind = ArchitectureCount.Random) =>
        Group(
            $"random sampling on {target}",
            RunFilter.Random(target) with
            {
                Cells = setting.CellsOf(Experiment.DefaultCells),
            },
            kind
        );

    /// <summary>n is fixed before anything is seen: the first planned search seeds count, and no others.</summary>
    /// <param name="everyAugmentSeed">For claims that compare augment seeds.</param>
    public RunGroup Group(string name, RunFilter filter, ArchitectureCount kind, bool everyAugmentSeed = false)
    {
        if (groups.Find(group => group.Name == name) is { } known)
        {
            return known;
        }

        Observation[] taken =
        [
            .. all.Where(filter.Takes)
                .Where(run =>
                    everyAugmentSeed || setting.AugmentSeeds.IsEmpty || setting.AugmentSeeds.Contains(run.AugmentSeed)
                ),
        ];
        filter = OneNumberOfCells(filter, taken);
        taken = [.. taken.Where(filter.Takes)];
        int? planned = setting.CountOf(kind);
        ulong[] seeds = [.. taken.Select(run => run.SearchSeed).Distinct().Order().Take(planned ?? int.MaxValue)];
        RunGroup group = new(
            name,
            filter,
            Replicates.Of(taken.Where(run => seeds.Contains(run.SearchSeed)), filter),
            planned
        );
        groups.Add(group);
        return group;
    }

    /// <summary>Runs from elsewhere may compare numbers of cells beside: of several, the paper's usual one counts.</summary>
    private static RunFilter OneNumberOfCells(RunFilter filter, Observation[] taken) =>
        filter.Cells is null
        && taken.DistinctBy(run => run.Cells).Count() > 1
        && taken.Any(run => run.Cells == Experiment.DefaultCells)
            ? filter with
            {
                Cells = Experiment.DefaultCells,
            }
            : filter;

    // ---- comparisons ----------------------------------------------------------------------------------------------

    /// <summary>A beats B: RI of A over B. The power gate applies where the paper prints an effect.</summary>
    /// <param name="paper">In percent of B.</param>
    public TestedPart Beats(RunGroup a, RunGroup b, double? paper = null)
    {
        Comparison comparison = Comparison.OfImprovement(a.Values, b.Values, Seed);
        double? detectable = Detectable(a, b, ComparisonUnit.Percent);
        Judgement judgement = PowerRule.Gate(DirectionRule.Judge(comparison, paper), detectable, paper, "%");
        return Keep(a.Name, b.Name, comparison, DirectionP(comparison), detectable, paper, margin: null, judgement);
    }

    /// <summary>
    /// A is below B: the same runs from the other side. The row stays "A beats B", as the paper's tables print it, and is
    /// not kept again.
    /// </summary>
    /// <param name="paper">RI of A over B, below 0.</param>
    public TestedPart Below(RunGroup a, RunGroup b, double paper)
    {
        Comparison reversed = Comparison.OfImprovement(a.Values, b.Values, Seed).Reversed;
        Judgement judgement = PowerRule.Gate(
            DirectionRule.Judge(reversed, -paper),
            Detectable(a, b, ComparisonUnit.Percent),
            paper,
            "%"
        );
        return new TestedPart($"{a.Name} below {b.Name}", judgement, DirectionP(reversed));
    }

    /// <summary>A and B differ by less than δ points.</summary>
    public TestedPart Similar(RunGroup a, RunGroup b)
    {
        Comparison comparison = Comparison.OfMeans(a.Values, b.Values, Seed);
        double? detectable = Detectable(a, b, ComparisonUnit.Points);
        Judgement judgement = PowerRule.Gate(
            SimilarityRule.Judge(comparison.Effect, Margin, "points"),
            detectable,
            Margin,
            "points"
        );
        double p = Equivalence.Test(comparison.Effect, Margin).P;
        return Keep(a.Name, b.Name, comparison, p, detectable, paper: null, Margin, judgement);
    }

    /// <summary>A is not worse than B by δ points or more.</summary>
    public TestedPart NotWorse(RunGroup a, RunGroup b)
    {
        Comparison comparison = Comparison.OfMeans(a.Values, b.Values, Seed);
        double? detectable = Detectable(a, b, ComparisonUnit.Points);
        Judgement judgement = PowerRule.Gate(
            SimilarityRule.JudgeNotWorse(comparison.Effect, Margin, "points"),
            detectable,
            Margin,
            "points"
        );
        double p = Equivalence.Test(comparison.Effect, Margin).NonInferiorityP;
        return Keep(a.Name, b.Name, comparison, p, detectable, paper: null, Margin, judgement);
    }

    /// <summary>Values that a claim derives from runs: those of A are larger. Their noise has no pilot.</summary>
    /// <param name="a">What the values of A are, and the values.</param>
    /// <param name="paper">In points.</param>
    public TestedPart Larger(NamedRuns a, NamedRuns b, double? paper = null)
    {
        Comparison comparison = Comparison.OfMeans(a.Values, b.Values, Seed);
        Judgement judgement = DirectionRule.Judge(comparison, paper);
        return Keep(
            a.Name,
            b.Name,
            comparison,
            DirectionP(comparison),
            detectable: null,
            paper,
            margin: null,
            judgement
        );
    }

    private TestedPart Keep(
        string a,
        string b,
        Comparison comparison,
        double p,
        double? detectable,
        double? paper,
        double? margin,
        Judgement judgement
    )
    {
        // A row shows the two-sided p of a difference, whichever side the claim favours.
        double shown = margin is null ? comparison.Effect.P : p;
        ClaimComparison row = new(
            a,
            b,
            comparison,
            shown,
            double.NaN,
            detectable,
            paper,
            margin,
            judgement.Verdict,
            judgement.Reason
        );
        rows.Add(row);
        return new TestedPart(row.Name, judgement, p);
    }

    /// <summary>Two-sided where the effect points as claimed; an effect that points the other way is no evidence.</summary>
    private static double DirectionP(Comparison comparison) => comparison.Effect.Value < 0 ? 1 : comparison.Effect.P;

    // ---- power ----------------------------------------------------------------------------------------------------

    private double? Detectable(RunGroup a, RunGroup b, ComparisonUnit unit)
    {
        var (countA, countB) = (Count(a), Count(b));
        return setting.Pilot is not { } pilot ? null
            : unit == ComparisonUnit.Points ? PowerRule.DetectablePoints(countA, countB, pilot.StandardDeviation)
            : PowerRule.DetectableImprovement(countA, countB, pilot.StandardDeviation, pilot.Accuracy);
    }

    /// <summary>The n that was planned; where none was, the n that is there.</summary>
    public static int Count(RunGroup group) => group.Planned ?? group.Values.Length;
}
