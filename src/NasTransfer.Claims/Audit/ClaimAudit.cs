using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Audit;

/// <summary>What the paper's printed figures say of a claim. Never more than that: they are single runs without spread.</summary>
public enum PrintedFinding
{
    /// <summary>The printed figures are as the claim says.</summary>
    Holds,

    /// <summary>A part of the claim holds, another does not.</summary>
    HoldsInPart,

    /// <summary>The printed figures are not as the claim says.</summary>
    Contradicted,

    /// <summary>The claim rests on figures without printed values.</summary>
    NothingPrinted,
}

/// <summary>A claim held against the paper's own printed tables: evidence level L0.</summary>
/// <param name="Finding">What the printed figures say.</param>
/// <param name="Verdict">
/// After the cap of L0: Reproduced and NotReproduced only where the claim is about the printed numbers themselves.
/// </param>
/// <param name="Subject">What was audited: the printed numbers, or what they say of an experiment.</param>
/// <param name="Sentence">One sentence with the numbers.</param>
/// <param name="Checks">Those that decide.</param>
/// <param name="Notes">Computed beside them, and decide nothing.</param>
public sealed record ClaimAudit(
    ClaimDefinition Definition,
    PrintedFinding Finding,
    Verdict Verdict,
    ClaimSubject Subject,
    string Sentence,
    ImmutableArray<ArithmeticCheck> Checks,
    ImmutableArray<ArithmeticCheck> Notes
)
{
    /// <summary>A claim about the printed numbers themselves: arithmetic decides it.</summary>
    internal static ClaimAudit OfNumbers(
        string id,
        string sentence,
        ImmutableArray<ArithmeticCheck> checks,
        ImmutableArray<ArithmeticCheck> notes = default
    ) => Of(id, ClaimSubject.PrintedNumbers, FindingOf(checks), sentence, checks, notes);

    /// <summary>A claim about networks, of which all checks must hold.</summary>
    internal static ClaimAudit OfExperiment(
        string id,
        string sentence,
        ImmutableArray<ArithmeticCheck> checks,
        ImmutableArray<ArithmeticCheck> notes = default
    ) => Of(id, ClaimCatalogue.Find(id).Subject, FindingOf(checks), sentence, checks, notes);

    /// <summary>A claim about networks that consists of parts; each part's checks must hold.</summary>
    internal static ClaimAudit OfParts(
        string id,
        string sentence,
        ImmutableArray<ImmutableArray<ArithmeticCheck>> parts,
        ImmutableArray<ArithmeticCheck> notes = default
    )
    {
        PrintedFinding[] findings = [.. parts.Select(FindingOf).Distinct()];
        PrintedFinding finding = findings.Length == 1 ? findings[0] : PrintedFinding.HoldsInPart;
        return Of(id, ClaimCatalogue.Find(id).Subject, finding, sentence, [.. parts.SelectMany(part => part)], notes);
    }

    /// <summary>A claim that no printed figure speaks of.</summary>
    internal static ClaimAudit OfNothing(string id, string sentence) =>
        Of(id, ClaimCatalogue.Find(id).Subject, PrintedFinding.NothingPrinted, sentence, [], []);

    private static PrintedFinding FindingOf(ImmutableArray<ArithmeticCheck> checks) =>
        ArithmeticRule.Judge(checks).Verdict == Verdict.Reproduced ? PrintedFinding.Holds : PrintedFinding.Contradicted;

    private static ClaimAudit Of(
        string id,
        ClaimSubject subject,
        PrintedFinding finding,
        string sentence,
        ImmutableArray<ArithmeticCheck> checks,
        ImmutableArray<ArithmeticCheck> notes
    )
    {
        Verdict uncapped = finding switch
        {
            PrintedFinding.Holds => Verdict.Reproduced,
            PrintedFinding.HoldsInPart => Verdict.PartiallyReproduced,
            PrintedFinding.Contradicted => Verdict.NotReproduced,
            _ => Verdict.NotTested,
        };
        return new ClaimAudit(
            ClaimCatalogue.Find(id),
            finding,
            EvidenceCap.Apply(uncapped, EvidenceLevel.L0, subject),
            subject,
            sentence,
            checks,
            notes.IsDefault ? [] : notes
        );
    }
}
