using System.Collections.Immutable;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Catalogue;

/// <summary>"The best of these against the best of those", as the paper has it in Fig. 3.</summary>
internal static class BestSource
{
    /// <param name="rule">Judges the best of the one side against the best of the other.</param>
    /// <returns>A source without runs might have been the best: then what holds is a part of the claim.</returns>
    public static TestedPart Compare(
        ImmutableArray<RunGroup> ones,
        ImmutableArray<RunGroup> others,
        Func<RunGroup, RunGroup, TestedPart> rule
    )
    {
        TestedPart tested = rule(Of(ones), Of(others));
        int missing = ones.Concat(others).Count(group => group.Values.IsEmpty);
        return missing == 0 || tested.Judgement.Verdict != Verdict.Reproduced
            ? tested
            : tested with
            {
                Judgement = new Judgement(
                    Verdict.PartiallyReproduced,
                    $"{tested.Judgement.Reason}, with {missing} of {ones.Length + others.Length} sources not searched"
                ),
            };
    }

    /// <summary>By the mean of its runs; the first one where none has runs.</summary>
    private static RunGroup Of(ImmutableArray<RunGroup> sources) =>
        sources.Where(group => !group.Values.IsEmpty).MaxBy(group => group.Values.Average()) ?? sources[0];
}
