// Target Test: every test project but the reproduction, which is an experiment and has a target of its own.

// The last is the slowest.
readonly List<string> Slowest = ["NasTransfer.Cli.Tests", "NasTransfer.Engine.Tests"];

const string Reproduction = "NasTransfer.Reproduction";

string[] TestProjects() =>
    System.IO.Directory.GetDirectories(System.IO.Path.Combine(root, "tests"), "*.Tests")
        .Select(folder => System.IO.Path.GetFileName(folder))
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToArray();

Task("Test")
    .Description("Runs all tests. --filter=EXPRESSION runs some (the syntax of dotnet test --filter).")
    .Does(() =>
    {
        Build(Solution, "Release");
        var results = System.IO.Path.Combine(artifacts, "test");
        // Every test process computes with one thread, so one process a core; the longest go first.
        var all = new System.Collections.Concurrent.ConcurrentBag<AssemblyResult>();
        System.Threading.Tasks.Parallel.ForEach(
            System.Collections.Concurrent.Partitioner.Create(
                TestProjects().OrderByDescending(project => Slowest.IndexOf(project)),
                System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering
            ),
            new System.Threading.Tasks.ParallelOptions { MaxDegreeOfParallelism = System.Environment.ProcessorCount },
            project =>
            {
                var result = RunTests(project, "Release", results);
                lock (all)
                {
                    all.Add(result);
                    Print(result);
                }
            }
        );
        Console.WriteLine(
            $"Sum: {all.Sum(one => one.Passed)} passed, {all.Sum(one => one.Failed)} failed, {all.Sum(one => one.Skipped)} skipped"
        );
        if (all.Any(one => one.Failed > 0))
        {
            Stop(1, $"Tests failed; the full results are in {results}.");
        }
    });

// Runs the tests of one built project. Its TRX file is fresh: what an earlier run left is removed first.
AssemblyResult RunTests(
    string project,
    string configuration,
    string results,
    IDictionary<string, string> environment = null,
    string only = ""
)
{
    var trx = System.IO.Path.Combine(results, project + ".trx");
    System.IO.Directory.CreateDirectory(results);
    System.IO.File.Delete(trx);
    List<string> arguments =
    [
        "test",
        System.IO.Path.Combine(root, "tests", project, "bin", configuration, "net10.0", project + ".dll"),
        $"--logger:trx;LogFileName={project}.trx",
        "--logger:console;verbosity=normal",
        $"--results-directory:{results}",
    ];
    var selection = only == "" ? filter : only;
    if (selection != "")
    {
        arguments.Add($"--filter:{selection}");
    }

    var (exitCode, output) = Capture("dotnet", arguments, environment);
    return ReadResult(project, trx, exitCode, output);
}
