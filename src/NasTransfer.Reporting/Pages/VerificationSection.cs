using NasTransfer.Study.Execution;

namespace NasTransfer.Reporting.Pages;

/// <summary>Which stored units were run again, and whether the same bits came out.</summary>
internal static class VerificationSection
{
    public static void Write(Html page, StudyReport report)
    {
        if (report.Verification is not { } stored)
        {
            page.Paragraph("Nobody has run stored units of this study again. This does, and the next report shows it:");
            page.Command(report.VerificationCommand);
            return;
        }

        page.Paragraph(Sentence(stored));
        page.Table(
            "Units that were run again; the hash is of the stored result",
            ["Unit", "Bits", "Key", "Result (SHA-256)"],
            stored.Verification.Units.Select(unit =>
                (string[])[unit.Title, Bits(unit, stored), unit.Key[..12], unit.Stored[..12]]
            )
        );
    }

    private static string Bits(VerifiedUnit unit, StoredVerification stored) =>
        unit.Again is null ? "failed"
        : !unit.IsSame ? "other bits"
        : stored.Changed.Contains(unit.Key) ? "the same then; the store has another result now"
        : "the same";

    /// <summary>The outcome in one sentence.</summary>
    public static string Sentence(StoredVerification stored)
    {
        Verification verification = stored.Verification;
        int same = verification.Units.Count(unit => unit.IsSame);
        string changed = stored.Changed.IsEmpty
            ? ""
            : $" The store has other results than then for {stored.Changed.Count} of them.";
        return $"{same} of {verification.Units.Length} units that were run again gave the same bits, out of {verification.Candidates} stored.{changed}";
    }
}
