using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using NasTransfer.Cli.Methods;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Verbs;
using NasTransfer.Cli.Verbs.Data;
using NasTransfer.Cli.Verbs.Stats;
using NasTransfer.Cli.Verbs.Study;
using NasTransfer.Engine;
using NasTransfer.Engine.Runtime.Collectives;
using NasTransfer.Study.Execution.Slurm;

namespace NasTransfer.Cli;

/// <summary>
/// <c>nastransfer</c>, the researcher's hand tool: one verb, its options, a result on standard output. Whatever goes
/// wrong is told in one sentence on standard error.
/// </summary>
public static class App
{
    internal const string Name = "nastransfer";

    /// <summary>It did what was asked.</summary>
    public const int Fine = 0;

    /// <summary>A check failed, or the program did.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a file that it names is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>Ranks cannot work together, or one of them failed; EX_SOFTWARE of sysexits.h.</summary>
    public const int RanksFailed = 70;

    /// <summary>Ranks were told to stop, and have saved what they need to go on.</summary>
    public const int Stopped = SlurmJob.Stopped;

    /// <summary>Runs one command line.</summary>
    /// <returns>The exit code, one of the constants above.</returns>
    public static int Run(string[] args, Terminal terminal)
    {
        MethodName method = SearchMethods.Asked(args);
        Command root = Root(terminal, method);
        ParseResult parsed = root.Parse(args);
        if (args.Length == 0)
        {
            root.Parse(["--help"]).Invoke(new InvocationConfiguration { Output = terminal.Error });
            return BadInput;
        }

        if (parsed.Errors.Count > 0)
        {
            terminal.Error.WriteLine(UsageError(parsed, method));
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
        // Before any finally block on the way here, which might wait for the other ranks while they wait for this one.
        catch (Exception e) when (ProcessGroup.IsJoined && EndsAllRanks(e))
        {
            return RanksFailed;
        }
        catch (BadInputException e)
        {
            return Tell(e, e.Message, BadInput);
        }
        catch (CollectiveException e)
        {
            return Tell(e, e.Message, RanksFailed);
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

        bool EndsAllRanks(Exception e)
        {
            string sentence = $"Rank {ProcessGroup.Rank} ends all ranks: {e.Message}";
            ProcessGroup.Abort(Tell(e, sentence, e is BadInputException ? BadInput : RanksFailed));
            return true;
        }

        int Tell(Exception e, string sentence, int exitCode)
        {
            terminal.Error.WriteLine(sentence);
            if (parsed.GetValue(SharedOptions.Verbose))
            {
                terminal.Error.WriteLine(e);
            }

            terminal.Error.Flush();
            return exitCode;
        }
    }

    // Not a RootCommand, which calls itself after the executable of the process, whoever that is.
    private static Command Root(Terminal terminal, MethodName method) =>
        new(Name, "Searches cells, trains their networks and takes them to other programs.")
        {
            SearchVerb.Create(terminal, method),
            AugmentVerb.Create(terminal),
            InspectVerb.Create(terminal),
            DrawVerb.Create(terminal),
            ExportVerb.Create(terminal),
            PredictVerb.Create(terminal),
            RunVerb.Create(terminal),
            AuditVerb.Create(terminal),
            BenchVerb.Create(terminal),
            DataVerb.Create(terminal),
            PlanVerb.Create(terminal),
            VerifyVerb.Create(terminal),
            StatusVerb.Create(terminal),
            CancelVerb.Create(terminal),
            ReportVerb.Create(terminal),
            WorkerVerb.Create(),
            JobVerb.Create(terminal),
            Verbs.Store.StoreVerb.Create(terminal),
            StatsVerb.Create(terminal),
            SharedOptions.Json,
            SharedOptions.Verbose,
            new HelpOption(),
            new VersionOption(),
        };

    // The parser may find several things wrong at once: a wrong value first, then an unknown word, which explains the rest.
    private static string UsageError(ParseResult parsed, MethodName method)
    {
        if (
            parsed.Errors.FirstOrDefault(error => error.SymbolResult is OptionResult { IdentifierToken: not null }) is
            { } wrongValue
        )
        {
            return wrongValue.Message;
        }

        if (parsed.UnmatchedTokens is not [var unknown, ..])
        {
            return parsed.Errors[0].Message;
        }

        Command command = parsed.CommandResult.Command;
        if (command.Name == Name)
        {
            string verbs = string.Join(", ", command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name));
            return $"'{unknown}' means nothing to {Name}; the verbs are {verbs}.";
        }

        string line = Line(parsed.CommandResult);
        line += command.Name == SearchVerb.Name ? $" {SearchMethods.OptionName} {Spelling.Of(method)}" : "";
        return $"'{unknown}' means nothing to {line}; '{line} --help' lists what it takes.";
    }

    // nastransfer data preview: a verb may have verbs of its own.
    private static string Line(CommandResult command) =>
        command.Parent is CommandResult above ? $"{Line(above)} {command.Command.Name}" : command.Command.Name;
}
