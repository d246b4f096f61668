using System.Collections.Immutable;
using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Verdicts;

/// <summary>A comparison by name.</summary>
public sealed record NamedComparison(string Name, Comparison Comparison);

/// <summary>The rule for "some combination improves significantly".</summary>
public static class ExistenceRule
{
    private const double Alpha = 0.05;

    /// <summary>A sentence names no more.</summary>
    private const int MostNames = 3;

    /// <summary>
    /// Reproduced where at least one combination is better after Holm's correction over all of them, NotReproduced where
    /// every one is worse (all upper 95 % bounds below 0).
    /// </summary>
    public static Judgement Judge(ImmutableArray<NamedComparison> combinations)
    {
        ImmutableArray<NamedComparison> tested = [.. combinations.Where(one => one.Comparison.IsTested)];
        if (tested.IsEmpty)
        {
            return new Judgement(Verdict.NotTested, "no combination has runs on both sides");
        }

        ImmutableArray<double> adjusted = Holm.Adjust([.. tested.Select(one => one.Comparison.Effect.P)]);
        string[] better =
        [
            .. tested
                .Zip(adjusted)
                .Where(pair => pair.Second < Alpha && pair.First.Comparison.Effect.Value > 0)
                .Select(pair =>
                    $"{pair.First.Name} ({JudgementText.Signed(pair.First.Comparison.Effect.Value)} {JudgementText.Of(pair.First.Comparison.Unit)}, {JudgementText.Probability(pair.First.Comparison.Effect.P)}, adjusted {JudgementText.Probability(pair.Second)})"
                ),
        ];
        bool allWorse = tested.All(one => one.Comparison.Interval is { IsKnown: true, High: < 0 });
        string of = $"{better.Length} of {combinations.Length} combinations are better after Holm's correction";
        string missing =
            tested.Length < combinations.Length ? $"; {combinations.Length - tested.Length} not tested" : "";
        return new Judgement(
            better.Length > 0 ? Verdict.Reproduced
                // What was not tested may yet be the one.
                : allWorse && tested.Length == combinations.Length ? Verdict.NotReproduced
                : Verdict.Inconclusive,
            (better.Length > 0 ? $"{of}: {Listed(better)}" : of) + missing
        );
    }

    private static string Listed(string[] names) =>
        names.Length <= MostNames
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(MostNames))} and {names.Length - MostNames} more";
}
