// The program nastransfer, as targets start it.

const string ToolProject = "src/NasTransfer.Cli";

// What a verb is given. An option that was not said is empty, and left out.
string[] ToolLine(string project, string[] verb, params (string Option, string Value)[] options) =>
[
    System.IO.Path.Combine(root, project, "bin", "Release", "net10.0", "nastransfer.dll"),
    .. verb,
    .. options.Where(option => option.Value != "").SelectMany(option => new[] { option.Option, option.Value }),
];

// Streams through; it says itself what is wrong, in one sentence.
int StartTool(string[] line)
{
    var settings = new ProcessSettings { WorkingDirectory = root };
    settings.WithArguments(builder => Array.ForEach(line, word => builder.AppendQuoted(word)));
    return StartProcess("dotnet", settings);
}

// The same for targets that are nothing else: its exit codes are ours.
void BuildAndRunTool(string[] verb, params (string Option, string Value)[] options)
{
    Build(ToolProject, "Release");
    var exitCode = StartTool(ToolLine(ToolProject, verb, options));
    if (exitCode != 0)
    {
        System.Environment.Exit(exitCode);
    }
}
