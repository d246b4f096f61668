// Target Report: the pages of a study, from what its store holds. Reproduce ends with the same.

Task("Report")
    .Description("Writes artifacts/report/PROFILE/index.html from what is stored; runs nothing. --profile=… --data=DIR --results=FILE.csv")
    .Does(() =>
    {
        Build($"tests/{Reproduction}", "Release");
        // Nothing has run yet: a report of an empty store says how to.
        System.IO.Directory.CreateDirectory(StoreFolder());
        WriteReport();
    });

string ReportFolder() => System.IO.Path.Combine(artifacts, "report", StudyName());

void WriteReport() => PrintReport(Capture("dotnet", ReportArguments()));

void PrintReport((int ExitCode, string Output) report)
{
    Console.WriteLine(report.Output.TrimEnd());
    if (report.ExitCode != 0)
    {
        Stop(report.ExitCode, "There is no report: see above.");
    }
}

string[] ReportArguments() =>
    ToolLine(
        $"tests/{Reproduction}",
        ["report"],
        [
            ("--profile", ProfilePath()),
            ("--store", StoreFolder()),
            ("--out", ReportFolder()),
            ("--approved", System.IO.Path.Combine(root, "expected", profile)),
            ("--data", data),
            ("--device", device),
            .. resultsFiles.Select(file => ("--results", file)),
        ]
    );
