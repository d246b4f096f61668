// Target Reproduce: the claim fixtures of tests/NasTransfer.Reproduction on one profile, then the verdicts.

Task("Reproduce")
    .Description(
        "Searches, trains and judges the paper's claims. --profile=tiny|medium|full --data=DIR --device=cpu|cuda --only=C01,C07 --workers=N --executor=local|slurm --results=FILE.csv"
    )
    .Does(() =>
    {
        Build($"tests/{Reproduction}", "Release");

        var results = ResultsFolder();
        System.IO.Directory.CreateDirectory(results);
        System.IO.Directory.CreateDirectory(ReportFolder());
        // A run that dies must not show the report of the run before it.
        System.IO.File.Delete(System.IO.Path.Combine(ReportFolder(), "index.html"));

        var images = data == "" ? "generated images" : $"images in {data}";
        Console.WriteLine($"Reproducing: profile {profile}, {images} …");
        // Where every unit has its result, fixtures and report read the same store side by side.
        var report = RunUnits(StoreFolder()) ? System.Threading.Tasks.Task.Run(() => Capture("dotnet", ReportArguments())) : null;

        var environment = new Dictionary<string, string>
        {
            ["NASTRANSFER_PROFILE"] = profile,
            ["NASTRANSFER_DATA"] = data,
            // Unless said, the device is the profile's.
            ["NASTRANSFER_DEVICE"] = device,
            ["NASTRANSFER_RESULTS"] = results,
            ["NASTRANSFER_EXECUTOR"] = executor,
        };
        var result = RunTests(Reproduction, "Release", results, environment, OnlyFilter());
        Print(result);

        Console.WriteLine();
        PrintReport(report is null ? Capture("dotnet", ReportArguments()) : report.Result);
        if (result.Failed > 0)
        {
            Stop(1, "The reproduction is red: see the failures above.");
        }
    });

// Real and generated images have different results and different snapshots, so different folders.
string StudyName() => data == "" ? profile : profile + "-data";

string ResultsFolder() => System.IO.Path.Combine(artifacts, "reproduce", StudyName());

string StoreFolder() => System.IO.Path.Combine(ResultsFolder(), "store");

// What the store lacks is run here, by worker processes or by jobs of a cluster; the fixtures then find all of it. A unit
// that fails is told, and makes the claims that need it red. Returns whether all have a result.
bool RunUnits(string store)
{
    var exitCode = StartTool(
        ToolLine(
            $"tests/{Reproduction}",
            ["run"],
            ("--profile", ProfilePath()),
            ("--store", store),
            ("--data", data),
            ("--device", device),
            ("--only", only),
            ("--workers", workers),
            ("--executor", executor)
        )
    );
    if (exitCode == 2)
    {
        Stop(2, "Nothing was run: see above.");
    }

    return exitCode == 0;
}

// --only=C01,C07 → the fixtures of these claims.
string OnlyFilter() =>
    string.Join(" | ", only.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(claim => $"FullyQualifiedName~Claims.{claim.Trim()}"));
