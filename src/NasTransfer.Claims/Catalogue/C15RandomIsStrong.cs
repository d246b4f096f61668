using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Catalogue;

/// <summary>
/// C15: random sampling is hard to beat, and from CIFAR100 to ImageNet1K every method but NSGANet ends below it.
/// </summary>
/// <param name="sizes">What the profile runs: it fixes the cells and n before anything is seen.</param>
/// <param name="level">What the runs are evidence of.</param>
/// <param name="deviations">How the runs depart from the paper.</param>
public sealed class C15RandomIsStrong(ClaimSizes sizes, EvidenceLevel level, ImmutableArray<Deviation> deviations)
    : IClaim
{
    /// <summary>Part (a) holds while at most this share of the cells beats random sampling.</summary>
    public const double LargestShare = 0.5;

    public const string NamedSource = "CIFAR100";
    public const string NamedTarget = "ImageNet1K";

    /// <summary>The methods that the paper puts below random sampling in the named transfer.</summary>
    public static readonly ImmutableArray<string> NamedMethods = ["ENAS", "DARTS", "NAO"];

    private const ulong BootstrapSeed = 15;

    public ClaimDefinition Definition { get; } = ClaimCatalogue.Find("C15");

    public ClaimResult Judge(IEnumerable<Observation> observations)
    {
        ImmutableArray<Observation> used = [.. observations.Where(Belongs)];
        ImmutableArray<TransferCell> cells = Cells(used);
        PowerGate power = Gate();
        ImmutableArray<ClaimPart> parts = [Share(cells), NamedTransfer(cells, power)];
        ImmutableArray<string> breaches = ProtocolRule.Breaches(used);

        string why = string.Join(
            "; ",
            parts.Select(part => $"{part.Name} {JudgementText.Words(part.Verdict)}: {part.Brief}")
        );
        Judgement judgement = new(PartsRule.Combine([.. parts.Select(part => part.Verdict)]), why);
        Ruling ruling = Ruling.Of(judgement, breaches, level, Definition.Subject);
        return new ClaimResult
        {
            Definition = Definition,
            Verdict = ruling.Verdict,
            UncappedVerdict = ruling.Uncapped,
            Level = level,
            Reason = ruling.Reason,
            OperationalForm = OperationalForm(),
            Parts = parts,
            Cells = cells,
            Power = power,
            WouldChange = WouldChange(ruling.Verdict, cells, power),
            Deviations = deviations,
            Observations = used,
        };
    }

    /// <summary>Only what the profile planned counts: n is fixed before anything is seen.</summary>
    private bool Belongs(Observation o) =>
        sizes.Targets.Contains(o.Target)
        && sizes.AugmentSeeds.Contains(o.AugmentSeed)
        && (
            o.Method == Observation.RandomSampling
                ? sizes.RandomSeeds.Contains(o.SearchSeed)
                : sizes.SearchSeeds.Contains(o.SearchSeed)
                    && sizes.Methods.Contains(o.Method)
                    && o.Source is not null
                    && sizes.Sources.Contains(o.Source)
        );

    // ---- one cell -------------------------------------------------------------------------------------------------

    private ImmutableArray<TransferCell> Cells(ImmutableArray<Observation> used)
    {
        TransferCell[] cells =
        [
            .. from source in sizes.Sources
            from target in sizes.Targets
            where source != target
            from method in sizes.Methods
            select Cell(source, target, method, used),
        ];
        ImmutableArray<double> adjusted = Holm.Adjust([.. cells.Select(cell => cell.P)]);
        return [.. cells.Select((cell, i) => cell with { AdjustedP = adjusted[i] })];
    }

    private static TransferCell Cell(string source, string target, string method, ImmutableArray<Observation> used)
    {
        Observation[] ofMethod = [.. used.Where(o => o.Method == method && o.Source == source && o.Target == target)];
        Observation[] ofRandom = [.. used.Where(o => o.Method == Observation.RandomSampling && o.Target == target)];
        double[] methodRuns = Replicates(ofMethod);
        double[] randomRuns = Replicates(ofRandom);
        var (a, b) = (Sample.Of(methodRuns), Sample.Of(randomRuns));
        double? paper = PaperTable2.Find(source, target, method);

        RelativeImprovement improvement = RelativeImprovement.Compare(a, b);
        double greater = EffectSize.ProbabilityGreater(methodRuns, randomRuns);
        bool tested = methodRuns.Length > 0 && randomRuns.Length > 0;
        Verdict beats = tested ? DirectionRule.Judge(improvement.Interval, greater, paper) : Verdict.NotTested;
        return new TransferCell(
            source,
            target,
            method,
            a,
            b,
            improvement,
            RelativeImprovement.Bootstrap(methodRuns, randomRuns, BootstrapSeed),
            EffectSize.HedgesG(a, b),
            greater,
            Welch.Compare(a, b).P,
            double.NaN,
            beats,
            Outcome(beats),
            paper,
            ofMethod.Concat(ofRandom).Count(o => o.Diverged)
        );
    }

    /// <summary>One accuracy a search seed: augment repeats of one genotype are nested, and averaged first.</summary>
    private static double[] Replicates(IEnumerable<Observation> observations) =>
        [
            .. observations
                .Where(o => !o.Diverged)
                .GroupBy(o => o.SearchSeed)
                .OrderBy(group => group.Key)
                .Select(group => group.Average(o => o.Top1Last)),
        ];

    private static CellOutcome Outcome(Verdict beats) =>
        beats switch
        {
            // Beating it by less than the paper says is beating it.
            Verdict.Reproduced or Verdict.PartiallyReproduced => CellOutcome.Beats,
            Verdict.NotReproduced => CellOutcome.Holds,
            Verdict.NotTested => CellOutcome.NotTested,
            _ => CellOutcome.Undecided,
        };

    // ---- the two parts --------------------------------------------------------------------------------------------

    /// <summary>
    /// (a) An undecided cell is no evidence for random sampling: it may yet be a win or a loss. The share of wins
    /// therefore lies in a bracket, from "all undecided are losses" to "all are wins", and decides only when the whole
    /// bracket lies on one side of one half.
    /// </summary>
    private static ClaimPart Share(ImmutableArray<TransferCell> cells)
    {
        const string name = "(a) share of wins";
        string form =
            "Of the method × transfer cells, at most one half beat random sampling (lower 95 % bound of RI above 0 and P(method > random) ≥ .75). Undecided cells count both ways: the largest possible share must stay at or below one half to reproduce, the smallest above it to refute.";
        int Count(CellOutcome outcome) => cells.Count(cell => cell.Outcome == outcome);
        var (beats, holds, undecided, missing) = (
            Count(CellOutcome.Beats),
            Count(CellOutcome.Holds),
            Count(CellOutcome.Undecided),
            Count(CellOutcome.NotTested)
        );
        int tested = cells.Length - missing;
        if (tested == 0)
        {
            return new ClaimPart(
                name,
                form,
                Verdict.NotTested,
                "no runs",
                "No cell has runs of a method and of random sampling."
            );
        }

        int positive = cells.Count(cell => cell.Improvement.Value > 0);
        int printed = PaperTable2.Cells.Length;
        int covered = cells.Count(cell => cell.PaperImprovement is not null && cell.Outcome != CellOutcome.NotTested);
        Verdict verdict =
            beats + undecided + missing <= LargestShare * cells.Length ? Verdict.Reproduced
            : beats > LargestShare * cells.Length ? Verdict.NotReproduced
            : Verdict.Inconclusive;
        if (verdict == Verdict.Reproduced && covered < printed)
        {
            verdict = Verdict.PartiallyReproduced;
        }

        string reason =
            $"Of {cells.Length} cells {beats} beat random sampling, in {holds} random sampling holds, {undecided} are undecided and {missing} not tested; mean RI is above 0 in {positive} of {tested} (paper: {PaperTable2.Cells.Count(cell => cell.Value > 0)} of {printed}, of which {covered} are tested here).";
        string brief = $"{beats} of {cells.Length} cells beat random sampling, {undecided + missing} are open";
        return new ClaimPart(name, form, verdict, brief, reason);
    }

    /// <summary>(b) In the named transfer, each of the three methods ends below random sampling.</summary>
    private static ClaimPart NamedTransfer(ImmutableArray<TransferCell> cells, PowerGate power)
    {
        string name = $"(b) {NamedSource}→{NamedTarget}";
        string form =
            $"In {NamedSource}→{NamedTarget} each of {string.Join(", ", NamedMethods)} is below random sampling: upper 95 % bound of RI below 0 and P(random > method) ≥ .75; refuted for a method when its RI cannot reach half the printed fall.";
        List<(string Method, Verdict Verdict, string Reason)> named = [];
        foreach (string method in NamedMethods)
        {
            TransferCell? cell = cells.FirstOrDefault(c =>
                c.Source == NamedSource
                && c.Target == NamedTarget
                && c.MethodName == method
                && c.Outcome != CellOutcome.NotTested
            );
            named.Add(cell is null ? (method, Verdict.NotTested, $"{method} not tested") : Below(cell, power));
        }

        string reason = string.Join("; ", named.Select(part => part.Reason)) + ".";
        string brief = string.Join(", ", named.Select(part => $"{part.Method} {JudgementText.Words(part.Verdict)}"));
        return new ClaimPart(
            name,
            form,
            ConjunctionRule.Combine([.. named.Select(part => part.Verdict)]),
            brief,
            reason
        );
    }

    private static (string Method, Verdict Verdict, string Reason) Below(TransferCell cell, PowerGate power)
    {
        string method = cell.MethodName;
        double paper = cell.PaperImprovement!.Value;
        // The power gate: what n cannot see, it cannot judge, whatever comes out.
        if (power.DetectableImprovement > Math.Abs(paper))
        {
            return (
                method,
                Verdict.Inconclusive,
                FormattableString.Invariant(
                    $"{method} inconclusive by design: n detects an RI of {power.DetectableImprovement:0.0} %, the paper's is {paper:0.00} %"
                )
            );
        }

        Verdict verdict = DirectionRule.Judge(cell.Improvement.Interval.Negated, 1 - cell.ProbabilityGreater, -paper);
        string interval = cell.Improvement.Interval.IsKnown
            ? FormattableString.Invariant(
                $"[{cell.Improvement.Interval.Low:+0.00;−0.00}, {cell.Improvement.Interval.High:+0.00;−0.00}]"
            )
            : "without an interval";
        return (
            method,
            verdict,
            FormattableString.Invariant(
                $"{method} has RI {cell.Improvement.Value:+0.00;−0.00} % {interval} (paper: {paper:+0.00;−0.00})"
            )
        );
    }

    // ---- words ----------------------------------------------------------------------------------------------------

    private PowerGate Gate()
    {
        double effect = Power.SmallestDetectableEffect(sizes.SearchSeeds.Length, sizes.RandomSeeds.Length);
        double? improvement = sizes.Pilot is { } pilot ? 100 * effect * pilot.StandardDeviation / pilot.Accuracy : null;
        return new PowerGate(sizes.SearchSeeds.Length, sizes.RandomSeeds.Length, effect, sizes.Pilot, improvement);
    }

    private string OperationalForm() =>
        $"RI = 100·(Acc_m − Acc_r)/Acc_r from means of last-epoch test top-1 over {sizes.SearchSeeds.Length} searches a method and source and {sizes.RandomSeeds.Length} random architectures a target, each genotype trained {(sizes.AugmentSeeds.Length == 1 ? "once" : $"{sizes.AugmentSeeds.Length} times, averaged first")}. 95 % intervals by the delta method with Welch–Satterthwaite degrees of freedom, sample SDs (divisor n − 1), α = .05 two-sided, Holm over the cells. Both parts must hold for Reproduced.";

    private static ImmutableArray<string> WouldChange(
        Verdict verdict,
        ImmutableArray<TransferCell> cells,
        PowerGate power
    )
    {
        var sentences = ImmutableArray.CreateBuilder<string>();
        int undecided = cells.Count(cell => cell.Outcome == CellOutcome.Undecided);
        if (undecided > 0)
        {
            sentences.Add(
                $"{undecided} of {cells.Length} cells are undecided: more search seeds narrow their intervals."
            );
        }

        double smallest = cells
            .Select(cell => Math.Abs(cell.PaperImprovement ?? double.NaN))
            .Where(double.IsFinite)
            .DefaultIfEmpty(double.NaN)
            .Min();
        if (power.Pilot is { } pilot && double.IsFinite(smallest))
        {
            int? needed = Power.CountFor(smallest / 100 * pilot.Accuracy / pilot.StandardDeviation);
            sentences.Add(
                FormattableString.Invariant(
                    $"The smallest printed RI among the tested cells is {smallest:0.00} %: to see it at the pilot's SD takes {(needed is null ? "more than 1000" : needed)} runs on each side."
                )
            );
        }

        if (verdict is not (Verdict.NotTested or Verdict.Invalid))
        {
            sentences.Add("Only runs at the paper's protocol on the paper's data (L4) can say Reproduced.");
        }

        return sentences.ToImmutable();
    }
}
