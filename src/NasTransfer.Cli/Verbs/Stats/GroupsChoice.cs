using System.Collections.Immutable;
using System.CommandLine;
using NasTransfer.Claims.Observations;
using NasTransfer.Cli.Options;
using NasTransfer.Engine;

namespace NasTransfer.Cli.Verbs.Stats;

/// <summary>Two groups of values: two columns of one CSV file, or two files.</summary>
internal sealed class GroupsChoice
{
    private readonly Argument<string[]> files = new("files")
    {
        Description = "One CSV file with two columns of values, or two files; the first line names the columns.",
        Arity = new ArgumentArity(1, 2),
    };

    private readonly Setting<string?> columnA;
    private readonly Setting<string?> columnB;

    /// <param name="a">What the first group is, for the help.</param>
    public GroupsChoice(string a, string b)
    {
        columnA = Setting<string?>.Of("--a", $"Column of {a}; may be left out where the file has one column.", null);
        columnB = Setting<string?>.Of("--b", $"Column of {b}; may be left out where the file has one column.", null);
    }

    /// <summary>Of the bootstrap: the result is a function of the command line.</summary>
    public Setting<ulong> Seed { get; } = Setting<ulong>.Of("--seed", "Seed of the bootstrap.", 1);

    public void AddTo(Command command)
    {
        command.Add(files);
        command.Add(columnA);
        command.Add(columnB);
    }

    /// <exception cref="BadInputException">A file, a column or a value is wrong, or a group is empty.</exception>
    public (ImmutableArray<double> A, ImmutableArray<double> B) Read(ParseResult parsed)
    {
        string[] paths = parsed.GetValue(files)!;
        string? a = parsed.Get(columnA);
        string? b = parsed.Get(columnB);
        if (paths.Length == 1 && (a is null || b is null || a == b))
        {
            throw new BadInputException(
                $"One file, '{paths[0]}', needs --a and --b with two of its columns; two files may do without."
            );
        }

        return (Values(paths[0], a), Values(paths[^1], b));
    }

    private static ImmutableArray<double> Values(string path, string? column)
    {
        ImmutableArray<double> values = ValueColumn.Read(path, column);
        return values.IsEmpty
            ? throw new BadInputException(
                $"{path} has no value in {column ?? "its column"}; there must be at least one."
            )
            : values;
    }
}
