using System.Collections.Immutable;
using System.CommandLine;
using NasTransfer.Claims.Audit;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Cli.Verbs;

/// <summary>
/// <c>nastransfer audit</c>: what the paper's printed tables, or somebody's results, say of its claims. Runs nothing.
/// </summary>
internal static class AuditVerb
{
    private static readonly Setting<string?> Claim = Setting<string?>.Of(
        "--claim",
        "A claim, such as C25: all its checks with their numbers.",
        null
    );

    private static readonly Setting<string?> Results = Setting<string?>.Of(
        "--results",
        "A CSV file of results, a line an augment run: the claims are judged from these runs.",
        null
    );

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            "audit",
            "Holds the paper's claims against its own printed tables, or against a file of results."
        );
        command.Add(Claim);
        command.Add(Results);
        command.SetAction(parsed =>
        {
            bool json = parsed.GetValue(SharedOptions.Json);
            ClaimAudit? one = parsed.Get(Claim) is { } id ? PaperAudit.Find(id) : null;
            if (parsed.Get(Results) is { } path)
            {
                OfResults(ResultsAudit.Of(path), one, json, terminal.Out);
            }
            else if (one is not null)
            {
                Write(json, terminal.Out, Json(one), writer => Print(one, writer));
            }
            else
            {
                var all = new { level = $"{EvidenceLevel.L0}", claims = PaperAudit.All.Select(Json) };
                Write(json, terminal.Out, all, Print);
            }

            return App.Fine;
        });
        return command;
    }

    private static void OfResults(ResultsAudit results, ClaimAudit? one, bool json, TextWriter writer)
    {
        if (one is null)
        {
            Write(json, writer, results.Json(), results.Print);
        }
        else
        {
            var result = results.Find(one.Definition.Id);
            Write(json, writer, ResultsAudit.Json(result), output => ResultsAudit.Print(result, output));
        }
    }

    private static void Write<T>(bool json, TextWriter writer, T value, Action<TextWriter> print)
    {
        if (json)
        {
            writer.WriteLine(JsonOutput.Of(value));
        }
        else
        {
            print(writer);
        }
    }

    private static object Json(ClaimAudit audit) =>
        new
        {
            id = audit.Definition.Id,
            name = audit.Definition.Name,
            statement = audit.Definition.Statement,
            place = audit.Definition.Place,
            level = $"{EvidenceLevel.L0}",
            finding = audit.Finding,
            verdict = audit.Verdict,
            subject = audit.Subject,
            sentence = audit.Sentence,
            checks = audit.Checks,
            notes = audit.Notes,
        };

    private static void Print(TextWriter writer)
    {
        var table = new TextTable("claim", "name", "printed figures", "verdict at L0", "why");
        foreach (ClaimAudit audit in PaperAudit.All)
        {
            table.Add(
                audit.Definition.Id,
                audit.Definition.Name,
                Words(audit.Finding),
                Words(audit.Verdict),
                audit.Sentence
            );
        }

        table.Write(writer);
        writer.WriteLine();
        IEnumerable<string> counts = PaperAudit
            .All.CountBy(audit => audit.Finding)
            .OrderBy(count => count.Key)
            .Select(count => $"{Words(count.Key)} {count.Value}");
        writer.WriteLine($"Of {PaperAudit.All.Length} claims: {string.Join(", ", counts)}.");
        writer.WriteLine(
            "Printed figures are single runs without spread: only claims about the figures themselves get a verdict from them."
        );
    }

    private static void Print(ClaimAudit audit, TextWriter writer)
    {
        writer.WriteLine($"{audit.Definition.Id} {audit.Definition.Name} ({audit.Definition.Place})");
        writer.WriteLine(audit.Definition.Statement);
        writer.WriteLine();
        writer.WriteLine($"printed figures  {Words(audit.Finding)}");
        string subject = audit.Subject == ClaimSubject.PrintedNumbers ? "the printed numbers" : "the experiment";
        writer.WriteLine($"verdict at L0    {Words(audit.Verdict)}, on {subject}");
        writer.WriteLine(audit.Sentence);
        Print("The checks that decide:", audit.Checks, writer);
        Print("Beside them, deciding nothing:", audit.Notes, writer);
    }

    private static void Print(string heading, ImmutableArray<ArithmeticCheck> checks, TextWriter writer)
    {
        if (checks.IsEmpty)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine(heading);
        var table = new TextTable("", "check", "numbers");
        foreach (ArithmeticCheck check in checks)
        {
            table.Add(check.Holds ? "holds" : "fails", check.Name, check.Detail);
        }

        table.Write(writer);
    }

    private static string Words(Enum value) => Spelling.Of(value).Replace('-', ' ');
}
