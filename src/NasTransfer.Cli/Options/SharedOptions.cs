using System.CommandLine;

namespace NasTransfer.Cli.Options;

/// <summary>What every verb understands.</summary>
internal static class SharedOptions
{
    /// <summary>The paper's default augment seed, and pt.darts's for everything.</summary>
    public const ulong PaperSeed = 2;

    public static Option<bool> Json { get; } =
        new("--json")
        {
            Description = "Write the result as JSON, and nothing else, to standard output.",
            Recursive = true,
        };

    public static Option<bool> Verbose { get; } =
        new("--verbose") { Description = "Show the stack trace of an error.", Recursive = true };
}
