// Target Bench: how fast the engine is here, against the reference form of the tests, and its parts.

Task("Bench")
    .Description("Times the engine against the reference form, in turn; --filter=* times its kernels (BenchmarkDotNet).")
    .Does(() =>
    {
        const string Project = "tests/NasTransfer.Benchmarks";
        Build(Project, "Release");
        var what = filter == "" ? "ratios" : $"--filter {filter} --artifacts \"{System.IO.Path.Combine(artifacts, "bench")}\"";
        RunOrStop("dotnet", $"run --no-build -c Release --project {Project} -- {what}", "The benchmarks failed: see above.");
    });
