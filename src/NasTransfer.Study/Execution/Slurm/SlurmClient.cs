using System.Collections.Immutable;
using System.Globalization;
using NasTransfer.Engine;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>A task of a job array that Slurm has not done with.</summary>
/// <param name="Array">The array's job id.</param>
/// <param name="Index">Within the array.</param>
/// <param name="Name">The array's name; see <see cref="ArrayName"/>.</param>
/// <param name="State">As squeue writes it: PENDING, RUNNING, …</param>
/// <param name="Reason">Why it waits, in Slurm's word; None where it does not.</param>
public sealed record QueuedJob(string Array, int Index, string Name, string State, string Reason)
{
    public bool IsRunning => State is "RUNNING" or "COMPLETING" or "SUSPENDED";
}

/// <summary>Slurm, by its commands: there is no other interface that stays the same between its versions.</summary>
public sealed class SlurmClient(ICommandRunner commands)
{
    /// <summary>What Slurm takes where slurm.conf says nothing.</summary>
    public const int DefaultMaxArraySize = 1001;

    private const string Submitter = "sbatch";
    private const string Controller = "scontrol";
    private const string Queue = "squeue";
    private const string Canceller = "scancel";
    private const string Nodes = "sinfo";

    // Job id, index, name, state, reason.
    private const string QueueFormat = "%F|%K|%j|%T|%r";

    /// <summary>Slurm's commands are here, whether or not its controller answers.</summary>
    public bool IsInstalled => commands.Run(Submitter, ["--version"]) is { ExitCode: 0 };

    /// <summary>One more than the largest index of an array.</summary>
    /// <exception cref="BadInputException">There is no Slurm, or its controller does not answer.</exception>
    public int MaxArraySize() =>
        Lines(Controller, "show", "config")
            .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair is ["MaxArraySize", _])
            .Select(pair => int.Parse(pair[1], CultureInfo.InvariantCulture))
            .FirstOrDefault(DefaultMaxArraySize);

    /// <summary>The partitions that this user sees.</summary>
    /// <exception cref="BadInputException">There is no Slurm, or its controller does not answer.</exception>
    public ImmutableSortedSet<string> Partitions() =>
        Lines(Nodes, "--noheader", "--format=%R").ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>The hosts of all nodes.</summary>
    /// <exception cref="BadInputException">There is no Slurm, or its controller does not answer.</exception>
    public ImmutableSortedSet<string> Hosts() =>
        Lines(Nodes, "--noheader", "--Node", "--format=%n").ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>This user's jobs whose names begin so, a row a task of an array.</summary>
    /// <exception cref="BadInputException">There is no Slurm, or its controller does not answer.</exception>
    public ImmutableArray<QueuedJob> Jobs(string namePrefix) =>
        [
            .. Lines(Queue, "--me", "--array", "--noheader", $"--format={QueueFormat}")
                .Select(Parse)
                .OfType<QueuedJob>()
                .Where(job => job.Name.StartsWith(namePrefix, StringComparison.Ordinal)),
        ];

    /// <summary>Submits a script.</summary>
    /// <returns>The job's id.</returns>
    /// <exception cref="BadInputException">Slurm refuses it; says why.</exception>
    public string Submit(IReadOnlyList<string> arguments)
    {
        // With --parsable: the id, and after a semicolon the cluster's name where there are several.
        string said = Answer(Submitter, [.. arguments]).Out.Trim().Split('\n')[^1];
        return said.Split(';')[0];
    }

    /// <summary>Ends jobs, waiting and running ones.</summary>
    /// <exception cref="BadInputException">There is no Slurm, or its controller does not answer.</exception>
    public void Cancel(IReadOnlyCollection<string> jobs)
    {
        if (jobs.Count > 0)
        {
            Answer(Canceller, [.. jobs]);
        }
    }

    private static QueuedJob? Parse(string line) =>
        line.Split('|') is [var array, var index, var name, var state, var reason]
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new QueuedJob(array, number, name, state, reason)
            : null;

    private string[] Lines(string command, params string[] arguments) =>
        Answer(command, arguments)
            .Out.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private CommandOutcome Answer(string command, params string[] arguments)
    {
        CommandOutcome? result = commands.Run(command, arguments);
        if (result is null)
        {
            throw new BadInputException(
                IsInstalled
                    ? $"{command} of Slurm gave no answer in time; see whether slurmctld runs (scontrol ping)."
                    : $"{command} of Slurm is not on the PATH; run this where Slurm's commands are, or leave --executor=slurm out."
            );
        }

        string error = string.Join(
            ' ',
            result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
        return result.ExitCode == 0
            ? result
            : throw new BadInputException(
                error.Contains("Unable to contact slurm controller", StringComparison.OrdinalIgnoreCase)
                    ? $"Slurm's controller does not answer ({error}); see whether slurmctld runs (scontrol ping)."
                    : $"{command} of Slurm refuses: {(error.Length > 0 ? error : $"exit code {result.ExitCode}")}"
            );
    }
}
