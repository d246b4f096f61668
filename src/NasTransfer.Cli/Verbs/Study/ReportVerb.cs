using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Reporting;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Cli.Verbs.Study;

/// <summary><c>nastransfer report</c>: the pages of a study, from what its store holds.</summary>
internal static class ReportVerb
{
    public static Command Create(Terminal terminal)
    {
        Setting<string> store = Setting<string>.Mandatory(
            "--store",
            "The folder of results. Stores of other profiles beside it (…/PROFILE/store) get columns of their own."
        );
        Setting<string> folder = Setting<string>.Mandatory("--out", "The folder for the pages.");
        Option<string[]> results = new("--results")
        {
            Description =
                "A CSV file of results from elsewhere (docs/results-file.md): a column of its own. May be repeated.",
            DefaultValueFactory = _ => [],
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        Setting<string?> approved = Setting<string?>.Of(
            "--approved",
            "The folder of the profile's approved snapshots, such as expected/tiny.",
            null
        );
        var command = new Command(
            "report",
            "Writes the report of a study from its store. Runs nothing: what is missing is told with its command."
        );
        StudyChoice.AddTo(command);
        command.Add(store);
        command.Add(folder);
        command.Add(results);
        command.Add(approved);
        command.SetAction(parsed =>
        {
            ReportInput input = new()
            {
                Study = StudyChoice.Read(parsed),
                Store = parsed.Get(store),
                Folder = parsed.Get(folder),
                Results = [.. parsed.GetValue(results)!],
                Approved = parsed.Get(approved),
            };
            StudyReport report = input.Read();
            ReportWriter.Write(report, input.Folder);
            Show(terminal, report, input.Folder, parsed.GetValue(SharedOptions.Json));
            return App.Fine;
        });
        return command;
    }

    private static void Show(Terminal terminal, StudyReport report, string folder, bool json)
    {
        string page = Path.GetFullPath(Path.Combine(folder, ReportWriter.FrontFile));
        if (json)
        {
            terminal.Out.WriteLine(
                JsonOutput.Of(
                    new
                    {
                        page,
                        claims = Path.GetFullPath(Path.Combine(folder, ClaimsJson.File)),
                        columns = report.Columns.Select(column => column.Id),
                        notTested = report.NotTested.Select(one => one.Claim.Id),
                    }
                )
            );
            return;
        }

        terminal.Out.WriteLine(VerdictText.Of(report).TrimEnd());
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"The page: {page}");
    }
}
