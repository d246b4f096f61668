using System.CommandLine;
using NasTransfer.Engine;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Local;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Cli.Options;

/// <summary>Where units run.</summary>
internal enum ExecutorName
{
    /// <summary>In worker processes of this machine.</summary>
    Local,

    /// <summary>As jobs of a Slurm cluster.</summary>
    Slurm,
}

/// <summary>Where units run: <c>--executor</c>, and what each of the two takes.</summary>
internal sealed class ExecutorChoice
{
    // A controller serves many users; a result that is told a little later is none the worse.
    private static readonly TimeSpan SlurmInterval = TimeSpan.FromSeconds(15);

    // Slurm's own commands give up after some ten seconds for each try.
    private static readonly TimeSpan SlurmPatience = TimeSpan.FromMinutes(2);

    private readonly Setting<ExecutorName> executor = Setting<ExecutorName>.Of(
        "--executor",
        "local: worker processes of this machine; slurm: job arrays of the cluster, as section slurm of the profile says.",
        ExecutorName.Local
    );

    private readonly Setting<int?> workers = Setting<int?>.Of(
        "--workers",
        "Worker processes of one thread each; unless said, as many as cores and memory allow.",
        null
    );

    private readonly Option<bool> dryRun = new("--dry-run")
    {
        Description = "With slurm: print the scripts and the lines that would submit them, and submit nothing.",
    };

    private readonly Option<bool> noWait = new("--no-wait")
    {
        Description = "With slurm: submit, and do not wait for the results.",
    };

    public void AddTo(Command command)
    {
        command.Add(executor);
        command.Add(workers);
        command.Add(dryRun);
        command.Add(noWait);
    }

    public bool IsDryRun(ParseResult parsed) => parsed.GetValue(dryRun);

    public bool WaitsForNothing(ParseResult parsed) => parsed.GetValue(noWait);

    /// <exception cref="BadInputException">An option belongs to the other executor.</exception>
    public IExecutor Read(ParseResult parsed, StudyInput input, Profile profile)
    {
        if (parsed.Get(executor) == ExecutorName.Slurm)
        {
            return parsed.Get(workers) is { } asked
                ? throw new BadInputException(
                    $"{workers.Name} is {asked}, but {executor.Name} is slurm; slurm:maxRunning of the profile bounds its jobs."
                )
                : Slurm(input, profile);
        }

        foreach (Option<bool> option in (Option<bool>[])[dryRun, noWait])
        {
            if (parsed.GetValue(option))
            {
                throw new BadInputException($"{option.Name} is for {executor.Name}=slurm; leave it out.");
            }
        }

        return new LocalExecutor(
            input.WorkerProgram(),
            new LocalExecutorOptions { Workers = parsed.Get(workers) },
            TimeProvider.System
        );
    }

    public static SlurmClient Client() => new(new ProcessRunner(SlurmPatience));

    private static SlurmExecutor Slurm(StudyInput input, Profile profile) =>
        new(input.JobProgram(), profile.Slurm, Client(), SlurmInterval);
}
