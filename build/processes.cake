// Running dotnet: the quiet build, and commands whose output is wanted only when they fail.

const string Solution = "NasTransfer.sln";

void Build(string what, string configuration)
{
    Console.Write($"Building {what} ({configuration}) …");
    var clock = System.Diagnostics.Stopwatch.StartNew();
    var (exitCode, output) = Capture(
        "dotnet",
        ["build", what, "-c", configuration, "--nologo", "-v", "quiet", "-clp:NoSummary", "--tl:off"]
    );
    Console.WriteLine($" {clock.Elapsed.TotalSeconds:F0} s");
    if (exitCode != 0)
    {
        Console.WriteLine(output.Trim());
        Stop(1, "The build failed: see above.");
    }
}

// Streams through; a failure ends the run with one sentence below the command's own words.
void RunOrStop(string file, string arguments, string otherwise)
{
    if (StartProcess(file, new ProcessSettings { Arguments = arguments, WorkingDirectory = root }) != 0)
    {
        Stop(1, otherwise);
    }
}

// Runs with everything it says collected.
(int ExitCode, string Output) Capture(
    string file,
    IEnumerable<string> arguments,
    IDictionary<string, string> environment = null
)
{
    var start = new System.Diagnostics.ProcessStartInfo(file, arguments)
    {
        WorkingDirectory = root,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
    foreach (var (name, value) in environment ?? new Dictionary<string, string>())
    {
        start.Environment[name] = value;
    }

    var output = new System.Text.StringBuilder();
    void Collect(string line)
    {
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.AppendLine(line);
        }
    }

    using var process = new System.Diagnostics.Process { StartInfo = start };
    process.OutputDataReceived += (_, e) => Collect(e.Data);
    process.ErrorDataReceived += (_, e) => Collect(e.Data);
    process.Start();
    process.BeginOutputReadLine();
    process.BeginErrorReadLine();
    process.WaitForExit();
    return (process.ExitCode, output.ToString());
}
