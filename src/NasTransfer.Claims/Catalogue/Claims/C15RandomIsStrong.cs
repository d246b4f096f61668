using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C15: the share of transfers that beat random sampling, and three named falls below it.</summary>
public sealed class C15RandomIsStrong : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C15",
            "RandomIsStrong",
            "Random sampling is hard to beat; from CIFAR100 to ImageNet1K every method but NSGANet ends below it.",
            "abstract (iii); Fig. 2; Table 2 and its text",
            ClaimFamily.Baseline,
            ClaimType.Direction
        );

    public ImmutableArray<string> Needs { get; } =
    [Needed.To1K, Needed.To100, Needed.To22K, Needed.From1K, Needed.Random];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        (PaperTransfer Transfer, TestedPart Tested)[] cells =
        [
            .. PaperTransfer.Table2.Select(transfer => (transfer, transfer.BeatsRandom(runs))),
        ];
        return runs.Conclude(
            "RI = 100·(Acc_m − Acc_r)/Acc_r from means, for every method and transfer of Table 2; both parts must hold.",
            [Share(cells), Named(runs)],
            PartsRule.Combine
        );
    }

    /// <summary>Part (a) holds while at most this share of the cells beats random sampling.</summary>
    public const double LargestShare = 0.5;

    private static readonly ImmutableArray<string> NamedMethods = [Methods.Enas, Methods.Darts, Methods.Nao];

    /// <summary>
    /// (a) An undecided cell is no evidence for random sampling: it may yet be a win or a loss. The share of wins
    /// therefore lies in a bracket, from "all undecided are losses" to "all are wins", and decides only when the whole
    /// bracket lies on one side of one half.
    /// </summary>
    private static ClaimPart Share((PaperTransfer Transfer, TestedPart Tested)[] cells)
    {
        int Count(params Verdict[] verdicts) => cells.Count(cell => verdicts.Contains(cell.Tested.Judgement.Verdict));
        // Beating it by less than the paper says is beating it.
        var (beats, holds, missing) = (
            Count(Verdict.Reproduced, Verdict.PartiallyReproduced),
            Count(Verdict.NotReproduced),
            Count(Verdict.NotTested)
        );
        int open = cells.Length - beats - holds - missing;
        Verdict verdict =
            missing == cells.Length ? Verdict.NotTested
            // With cells missing it is a part of what the paper says.
            : beats + open + missing <= LargestShare * cells.Length
                ? (missing == 0 ? Verdict.Reproduced : Verdict.PartiallyReproduced)
            : beats > LargestShare * cells.Length ? Verdict.NotReproduced
            : Verdict.Inconclusive;
        int printed = PaperTable2.Cells.Count(cell => cell.Value > 0);
        string brief =
            $"{beats} of {cells.Length} transfers beat random sampling, in {holds} it holds, {open} are undecided and {missing} not tested";
        return new ClaimPart(
            "(a) share of wins",
            "Of the method × transfer cells, at most one half beat random sampling (lower 95 % bound of RI above 0 and P(method > random) ≥ .75). Undecided cells count both ways: the largest possible share must stay at or below one half to reproduce, the smallest above it to refute.",
            verdict,
            brief,
            $"{brief} (paper: {printed} of {PaperTable2.Cells.Length} printed RI are above 0).",
            double.NaN
        );
    }

    /// <summary>(b) In the named transfer, each of the three methods ends below random sampling.</summary>
    private static ClaimPart Named(ClaimRuns runs) =>
        ClaimParts.All(
            "(b) CIFAR100→ImageNet1K",
            $"Each of {string.Join(", ", NamedMethods)} is below random sampling: upper 95 % bound of RI below 0 and P(random > method) ≥ .75; refuted for a method whose RI cannot reach half the printed fall.",
            [
                .. NamedMethods.Select(method =>
                    new PaperTransfer(method, SearchedSet.Cifar100, Targets.ImageNet1K).IsBelowRandom(runs)
                ),
            ]
        );
}
