using System.Collections.Immutable;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Catalogue;

/// <summary>From judged comparisons to a part of a claim.</summary>
internal static class ClaimParts
{
    /// <summary>Every one must hold. The largest p is that of "all hold" (intersection–union).</summary>
    public static ClaimPart All(string name, string form, ImmutableArray<TestedPart> tested) =>
        new(
            name,
            form,
            ConjunctionRule.Combine(Verdicts(tested)),
            Counted(tested),
            Named(tested),
            tested.IsEmpty ? double.NaN : Largest(tested.Select(part => part.P))
        );

    /// <summary>
    /// More than half must hold. p of "at least k of m hold" is (m − k + 1)·p₍ₖ₎ (Y. Benjamini and R. Heller, Biometrics
    /// 64, 2008).
    /// </summary>
    public static ClaimPart Most(string name, string form, ImmutableArray<TestedPart> tested)
    {
        int least = tested.Length / 2 + 1;
        double[] sorted = [.. tested.Select(part => double.IsNaN(part.P) ? 1 : part.P).Order()];
        return new ClaimPart(
            name,
            form,
            MajorityRule.Combine(Verdicts(tested)),
            Counted(tested),
            Named(tested),
            tested.All(part => double.IsNaN(part.P))
                ? double.NaN
                : Math.Min(1, (tested.Length - least + 1) * sorted[least - 1])
        );
    }

    /// <summary>At least one must hold after Holm's correction; p is the smallest adjusted one of those that are better.</summary>
    public static ClaimPart Some(string name, string form, IReadOnlyList<ClaimComparison> rows)
    {
        double[] better =
        [
            .. rows.Zip(Holm.Adjust([.. rows.Select(row => row.P)]))
                .Where(pair => pair.First.Comparison.Effect.Value > 0 && !double.IsNaN(pair.Second))
                .Select(pair => pair.Second),
        ];
        Judgement judgement = ExistenceRule.Judge([.. rows.Select(row => new NamedComparison(row.A, row.Comparison))]);
        return One(name, form, judgement, better.Length > 0 ? better.Min() : double.NaN);
    }

    /// <summary>A rule that judges the part as a whole.</summary>
    public static ClaimPart One(string name, string form, Judgement judgement, double p = double.NaN) =>
        new(name, form, judgement.Verdict, judgement.Reason, $"{judgement.Reason}.", p);

    /// <summary>NaN where one is.</summary>
    public static double Largest(IEnumerable<double> values) =>
        values.Aggregate(
            0.0,
            (largest, p) => double.IsNaN(largest) || double.IsNaN(p) ? double.NaN : Math.Max(largest, p)
        );

    private static ImmutableArray<Verdict> Verdicts(ImmutableArray<TestedPart> tested) =>
        [.. tested.Select(part => part.Judgement.Verdict)];

    /// <summary>"8 comparisons: 5 reproduced, 3 inconclusive", and which fail.</summary>
    private static string Counted(ImmutableArray<TestedPart> tested)
    {
        if (tested.Length == 1)
        {
            return tested[0].Judgement.Reason;
        }

        return Counted("comparisons", [.. tested.Select(part => (part.Name, part.Judgement.Verdict))]);
    }

    /// <summary>"5 parts: 4 reproduced, 1 not reproduced (P2)".</summary>
    internal static string Counted(string what, IReadOnlyList<(string Name, Verdict Verdict)> judged)
    {
        IEnumerable<string> counts = judged
            .GroupBy(one => one.Verdict)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {JudgementText.Words(group.Key)}");
        string[] failing = [.. judged.Where(one => one.Verdict == Verdict.NotReproduced).Select(one => one.Name)];
        string text = $"{judged.Count} {what}: {string.Join(", ", counts)}";
        const int most = 3;
        return failing.Length == 0 ? text
            : failing.Length <= most ? $"{text} ({string.Join(", ", failing)})"
            : $"{text} ({string.Join(", ", failing.Take(most))} and {failing.Length - most} more)";
    }

    private static string Named(ImmutableArray<TestedPart> tested) =>
        string.Join(
            "; ",
            tested.Select(part => $"{part.Name} {JudgementText.Words(part.Judgement.Verdict)}: {part.Judgement.Reason}")
        ) + ".";
}
