using System.ComponentModel;
using System.Diagnostics;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>What a command said, and how it ended.</summary>
public sealed record CommandOutcome(int ExitCode, string Out, string Error);

/// <summary>Runs commands of the system, to their end.</summary>
public interface ICommandRunner
{
    /// <returns>Null if there is no such command, or it did not end in time.</returns>
    CommandOutcome? Run(string command, IReadOnlyList<string> arguments);
}

/// <summary>Runs them as processes.</summary>
/// <param name="limit">After which a command is killed: one that waits for a server that is away may take minutes.</param>
public sealed class ProcessRunner(TimeSpan limit) : ICommandRunner
{
    public CommandOutcome? Run(string command, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(command, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(limit))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            return new CommandOutcome(process.ExitCode, output.Result, error.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
