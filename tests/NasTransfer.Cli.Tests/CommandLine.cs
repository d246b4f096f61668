using System.Text.Json;

namespace NasTransfer.Cli.Tests;

/// <summary>What one run of the program said, and its exit code.</summary>
internal sealed record Said(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output as JSON; fails if it holds anything else.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public override string ToString() => $"exit code {ExitCode}\n{Out}\n{Error}";
}

/// <summary>Runs the program within the test process, with the output piped.</summary>
internal static class CommandLine
{
    /// <summary>A supernet and a network as small as they can be, on a few drawn images.</summary>
    public static string[] TinyImages { get; } =
    [
        "--generated",
        "objects",
        "--generated-classes",
        "3",
        "--generated-train",
        "4",
        "--generated-test",
        "4",
        "--size",
        "8",
    ];

    public static string[] TinyNetwork { get; } = ["--channels", "2", "--cells", "3"];

    /// <summary>The same line with another value of an option, or with one option more.</summary>
    public static string[] With(string[] line, string option, string value)
    {
        int index = Array.IndexOf(line, option);
        return index < 0 ? [.. line, option, value] : [.. line[..(index + 1)], value, .. line[(index + 2)..]];
    }

    public static Said Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = App.Run(args, new Terminal(output, error, OutIsWatched: false, ErrorIsWatched: false));
        return new Said(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Bad input: exit code 2, nothing on standard output, one sentence on standard error.</summary>
    public static void IsRefused(Said said, params string[] words)
    {
        Assert.That(said.ExitCode, Is.EqualTo(2), said.Error);
        Assert.That(said.Out, Is.Empty);
        Assert.That(said.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
        foreach (string word in words)
        {
            Assert.That(said.Error, Does.Contain(word));
        }
    }
}
