// Target Coverage: the tests once more under coverlet, as an HTML report and a summary.

Task("Coverage")
    .Description("Measures the tests' coverage: artifacts/coverage/index.html and a summary.")
    .Does(() =>
    {
        // Coverlet rewrites assemblies in place for the time of a run, and builds share files by hard links: so never
        // the Release files that results are computed with, and one project after the other.
        const string Configuration = "Debug";
        Build(Solution, Configuration);
        var results = System.IO.Path.Combine(artifacts, "coverage");
        if (System.IO.Directory.Exists(results))
        {
            System.IO.Directory.Delete(results, recursive: true);
        }

        var failed = false;
        foreach (var project in TestProjects())
        {
            var folder = System.IO.Path.Combine(results, "raw", project);
            var trx = System.IO.Path.Combine(folder, project + ".trx");
            var (exitCode, output) = Capture(
                "dotnet",
                [
                    "test",
                    $"tests/{project}",
                    "--no-build",
                    "-c",
                    Configuration,
                    "--settings",
                    "build/coverage.runsettings",
                    "--collect:XPlat Code Coverage",
                    $"--logger:trx;LogFileName={project}.trx",
                    $"--results-directory:{folder}",
                ]
            );
            var result = ReadResult(project, trx, exitCode, output);
            Print(result);
            failed |= result.Failed > 0;
        }

        RunOrStop(
            "dotnet",
            $"reportgenerator -reports:{results}/raw/**/coverage.cobertura.xml -targetdir:{results} "
                + "-reporttypes:Html;TextSummary -verbosity:Error",
            "The coverage report could not be made."
        );
        // The sums, and a line an assembly; the classes are in the report.
        var inSums = true;
        foreach (var line in System.IO.File.ReadLines(System.IO.Path.Combine(results, "Summary.txt")))
        {
            inSums &= line != "";
            if (inSums || (line != "" && !line.StartsWith(' ')))
            {
                Console.WriteLine(line);
            }
        }

        Console.WriteLine($"The page: {System.IO.Path.Combine(results, "index.html")}");
        if (failed)
        {
            Stop(1, "Tests failed while coverage was measured.");
        }
    });
