using System.Collections.Immutable;

namespace NasTransfer.Claims.Verdicts;

/// <summary>
/// The rule for "for most methods". An open or missing part may yet hold or fail: it counts both ways, and the claim is
/// decided only where both countings agree.
/// </summary>
public static class MajorityRule
{
    public static Judgement Judge(ImmutableArray<NamedJudgement> parts)
    {
        ImmutableArray<Verdict> verdicts = [.. parts.Select(part => part.Judgement.Verdict)];
        int holding = verdicts.Count(verdict => verdict is Verdict.Reproduced or Verdict.PartiallyReproduced);
        return new Judgement(Combine(verdicts), $"{holding} of {parts.Length} hold: {ConjunctionRule.Reason(parts)}");
    }

    /// <summary>A part that is partially reproduced holds: its direction is right.</summary>
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

        int holding = parts.Count(verdict => verdict is Verdict.Reproduced or Verdict.PartiallyReproduced);
        int failing = parts.Count(verdict => verdict == Verdict.NotReproduced);
        return 2 * holding > parts.Length ? Verdict.Reproduced
            : 2 * (parts.Length - failing) <= parts.Length ? Verdict.NotReproduced
            : Verdict.Inconclusive;
    }
}
