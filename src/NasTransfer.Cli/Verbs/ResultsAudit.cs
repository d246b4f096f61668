using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Cli.Verbs;

/// <summary><c>nastransfer audit --results</c>: the claims judged from the runs of somebody's results file.</summary>
internal sealed record ResultsAudit(string Path, ObservationFile File, ImmutableArray<ClaimResult> Results)
{
    /// <summary>Nothing about somebody else's runs was seen here: they are published runs, L1.</summary>
    private const EvidenceLevel Level = EvidenceLevel.L1;

    /// <exception cref="Engine.BadInputException">The file is missing, or something in it is wrong.</exception>
    public static ResultsAudit Of(string path)
    {
        ObservationFile file = ObservationCsv.Read(path);
        return new(path, file, ClaimJudge.JudgeAll(file.Observations, new ClaimSetting { Level = Level }));
    }

    public ClaimResult Find(string id) => Results.Single(result => result.Definition.Id == id);

    public object Json() =>
        new
        {
            file = Path,
            runs = File.Observations.Length,
            missingColumns = File.Missing,
            level = $"{Level}",
            claims = Results.Select(Json),
        };

    public static object Json(ClaimResult result) =>
        new
        {
            id = result.Definition.Id,
            name = result.Definition.Name,
            statement = result.Definition.Statement,
            place = result.Definition.Place,
            level = $"{result.Level}",
            verdict = result.Verdict,
            uncappedVerdict = result.UncappedVerdict,
            sentence = result.Reason,
            operationalForm = result.OperationalForm,
            parts = result.Parts,
            wouldChange = result.WouldChange,
            runs = result.Observations.Length,
        };

    public void Print(TextWriter writer)
    {
        writer.WriteLine($"{Path}: {File.Observations.Length} runs, evidence level {Level}.");
        if (!File.Missing.IsEmpty)
        {
            writer.WriteLine($"Columns that are not there: {string.Join(", ", File.Missing)}.");
        }

        writer.WriteLine();
        var table = new TextTable("claim", "name", "verdict", "runs", "why");
        foreach (ClaimResult result in Results)
        {
            table.Add(
                result.Definition.Id,
                result.Definition.Name,
                Words(result.Verdict),
                $"{result.Observations.Length}",
                result.Reason
            );
        }

        table.Write(writer);
        writer.WriteLine();
        IEnumerable<string> counts = Results
            .CountBy(result => result.Verdict)
            .OrderBy(count => count.Key)
            .Select(count => $"{Words(count.Key)} {count.Value}");
        writer.WriteLine($"Of {Results.Length} claims: {string.Join(", ", counts)}.");
    }

    public static void Print(ClaimResult result, TextWriter writer)
    {
        writer.WriteLine($"{result.Definition.Id} {result.Definition.Name} ({result.Definition.Place})");
        writer.WriteLine(result.Definition.Statement);
        writer.WriteLine();
        writer.WriteLine($"verdict at {result.Level}  {Words(result.Verdict)}, from {result.Observations.Length} runs");
        writer.WriteLine(result.Reason);
        writer.WriteLine(result.OperationalForm);
        writer.WriteLine();
        var table = new TextTable("part", "verdict", "numbers");
        foreach (ClaimPart part in result.Parts)
        {
            table.Add(part.Name, Words(part.Verdict), part.Reason);
        }

        table.Write(writer);
        foreach (string change in result.WouldChange)
        {
            writer.WriteLine(change);
        }
    }

    private static string Words(Verdict verdict) => Spelling.Of(verdict).Replace('-', ' ');
}
