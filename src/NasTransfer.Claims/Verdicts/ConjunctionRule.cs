using System.Collections.Immutable;

namespace NasTransfer.Claims.Verdicts;

/// <summary>The rule for "for all methods": every part must hold, and one that is refuted refutes the claim.</summary>
public static class ConjunctionRule
{
    /// <summary>A missing or open part beside one that holds leaves a part of the claim.</summary>
    public static Judgement Judge(ImmutableArray<NamedJudgement> parts) =>
        new(Combine([.. parts.Select(part => part.Judgement.Verdict)]), Reason(parts));

    public static Verdict Combine(ImmutableArray<Verdict> parts)
    {
        if (parts.Contains(Verdict.Invalid))
        {
            return Verdict.Invalid;
        }

        if (parts.All(verdict => verdict == Verdict.NotTested))
        {
            return Verdict.NotTested;
        }

        if (parts.Contains(Verdict.NotReproduced))
        {
            return Verdict.NotReproduced;
        }

        if (parts.All(verdict => verdict == Verdict.Reproduced))
        {
            return Verdict.Reproduced;
        }

        return parts.Any(verdict => verdict is Verdict.Reproduced or Verdict.PartiallyReproduced)
            ? Verdict.PartiallyReproduced
            : Verdict.Inconclusive;
    }

    /// <summary>All parts with their verdicts and reasons.</summary>
    internal static string Reason(ImmutableArray<NamedJudgement> parts) =>
        parts.IsEmpty
            ? "there are no parts"
            : string.Join(
                "; ",
                parts.Select(part =>
                    $"{part.Name} {JudgementText.Words(part.Judgement.Verdict)}: {part.Judgement.Reason}"
                )
            );
}
