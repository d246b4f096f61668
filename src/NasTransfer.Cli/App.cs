using System.CommandLine;
using System.CommandLine.Help;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Verbs;
using NasTransfer.Engine;

namespace NasTransfer.Cli;

/// <summary>
/// <c>nastransfer</c>, the researcher's hand tool: one verb, its options, a result on standard output. Whatever goes
/// wrong is told in one sentence on standard error.
/// </summary>
public static class App
{
    private const string Name = "nastransfer";

    /// <summary>It did what was asked.</summary>
    public const int Fine = 0;

    /// <summary>A check failed, or the program did.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a file that it names is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code: <see cref="Fine"/>, <see cref="Failed"/> or <see cref="BadInput"/>.</returns>
    public static int Run(string[] args, Terminal terminal)
    {
        Command root = Root(terminal);
        ParseResult parsed = root.Parse(args);
        if (args.Length == 0)
        {
            root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = terminal.Error });
            return BadInput;
        }

        if (parsed.Errors.Count > 0)
        {
            terminal.Error.WriteLine(UsageError(parsed));
            return BadInput;
        }

        try
        {
            return parsed.Invoke(
                new InvocationConfiguration
                {
                    Output = terminal.Out,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                }
            );
        }
        catch (BadInputException e)
        {
            return Tell(e, e.Message, BadInput);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Tell(e, e.Message, BadInput);
        }
        // The outermost handler: a fault of the program still gets one sentence, and the trace for whoever asks.
#pragma warning disable CA1031
        catch (Exception e)
        {
            return Tell(e, $"The program failed ({e.GetType().Name}: {e.Message}); --verbose shows where.", Failed);
        }
#pragma warning restore CA1031

        int Tell(Exception e, string sentence, int exitCode)
        {
            terminal.Error.WriteLine(sentence);
            if (parsed.GetValue(SharedOptions.Verbose))
            {
                terminal.Error.WriteLine(e);
            }

            return exitCode;
        }
    }

    // Not a RootCommand, which calls itself after the executable of the process, whoever that is.
    private static Command Root(Terminal terminal) =>
        new(Name, "Searches cells, trains their networks and takes them to other programs.")
        {
            SearchVerb.Create(terminal),
            AugmentVerb.Create(terminal),
            InspectVerb.Create(terminal),
            DrawVerb.Create(terminal),
            ExportVerb.Create(terminal),
            PredictVerb.Create(terminal),
            SharedOptions.Json,
            SharedOptions.Verbose,
            new HelpOption(),
            new VersionOption(),
        };

    // The parser may find several things wrong at once; an unknown word explains the others.
    private static string UsageError(ParseResult parsed)
    {
        string? unknown = parsed.UnmatchedTokens is [var first, ..] ? first : null;
        Command command = parsed.CommandResult.Command;
        bool isVerb = command.Name != Name;
        string path = isVerb ? $"{Name} {command.Name}" : Name;
        if (unknown is null)
        {
            return parsed.Errors[0].Message;
        }

        string what = isVerb
            ? $"'{path} --help' lists what it takes."
            : $"the verbs are {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}.";
        return $"'{unknown}' means nothing to {path}; {what}";
    }
}
