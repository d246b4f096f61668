using System.Collections.Immutable;

namespace NasTransfer.Claims.Verdicts;

/// <summary>
/// The rule for a claim that says several things: all must hold. One that holds beside one that fails, is open or is
/// missing is a part of the claim; one that fails while nothing holds refutes it.
/// </summary>
public static class PartsRule
{
    public static Judgement Judge(ImmutableArray<NamedJudgement> parts) =>
        new(Combine([.. parts.Select(part => part.Judgement.Verdict)]), ConjunctionRule.Reason(parts));

    public static Verdict Combine(ImmutableArray<Verdict> parts)
    {
        if (parts.IsEmpty)
        {
            return Verdict.NotTested;
        }

        if (parts.Contains(Verdict.Invalid))
        {
            return Verdict.Invalid;
        }

        if (parts.All(verdict => verdict == parts[0]))
        {
            return parts[0];
        }

        if (parts.Any(verdict => verdict is Verdict.Reproduced or Verdict.PartiallyReproduced))
        {
            return Verdict.PartiallyReproduced;
        }

        return parts.Contains(Verdict.NotReproduced) ? Verdict.NotReproduced : Verdict.Inconclusive;
    }
}
