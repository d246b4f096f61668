using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Verdicts;

/// <summary>What a claim is about.</summary>
public enum ClaimSubject
{
    /// <summary>Networks and data: only runs can decide it.</summary>
    Experiment,

    /// <summary>The numbers that the paper prints: arithmetic decides it.</summary>
    PrintedNumbers,

    /// <summary>A printed number that only the paper's own protocol can give: below it nothing is decided.</summary>
    Magnitude,
}

/// <summary>How much an evidence level allows to say. There is no switch around it.</summary>
public static class EvidenceCap
{
    /// <summary>The verdict that remains of <paramref name="verdict"/> at <paramref name="level"/>.</summary>
    public static Verdict Apply(Verdict verdict, EvidenceLevel level, ClaimSubject subject)
    {
        // What was not decided, or not obeyed, is the same at every level.
        bool decided = verdict is Verdict.Reproduced or Verdict.PartiallyReproduced or Verdict.NotReproduced;
        if (!decided)
        {
            return verdict;
        }

        return (level, subject) switch
        {
            (EvidenceLevel.L4, _) => verdict,
            (EvidenceLevel.L0, ClaimSubject.PrintedNumbers) => verdict,
            (_, ClaimSubject.Magnitude) => Verdict.Inconclusive,
            // Printed means without spread decide nothing about experiments, and tiny runs are about the machinery.
            (EvidenceLevel.L0 or EvidenceLevel.L2, _) => Verdict.Inconclusive,
            // Somebody's runs at another protocol (L1), or a smaller scale (L3).
            _ => verdict == Verdict.Reproduced ? Verdict.PartiallyReproduced : verdict,
        };
    }

    /// <summary>What the level adds to a reason: empty where it takes nothing away.</summary>
    public static string Remark(EvidenceLevel level, ClaimSubject subject) =>
        (level, subject) switch
        {
            (EvidenceLevel.L4, _) or (EvidenceLevel.L0, ClaimSubject.PrintedNumbers) => "",
            (EvidenceLevel.L3 or EvidenceLevel.L1, ClaimSubject.Magnitude) =>
                "a printed number is compared at the paper's protocol (L4) only",
            (EvidenceLevel.L2, _) => "exercised at L2: a tiny run tests the machinery and decides nothing",
            (EvidenceLevel.L3, _) => "at this scale (L3)",
            (EvidenceLevel.L1, _) => "on published runs of another protocol (L1)",
            _ => "printed means carry no spread (L0)",
        };
}
