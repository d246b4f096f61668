using System.Collections.Immutable;
using System.Globalization;
using NasTransfer.Study.Execution.Workers;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>What Slurm is given for a job array: a script, and the line that submits it.</summary>
internal sealed class BatchScript(
    JobArray array,
    SubmissionFolder folder,
    RunStore store,
    SlurmSettings settings,
    WorkerProgram job
)
{
    private const int MostRequeues = 2;

    private ArrayName Name => new(ArrayName.StoreIdOf(store), folder.Submission, array.Number);

    /// <summary>The arguments of sbatch.</summary>
    /// <param name="dependency">The job id of what the array waits for; null where it waits for nothing.</param>
    public ImmutableArray<string> Arguments(string? dependency) =>
        [
            "--parsable",
            $"--job-name={Name}",
            $"--array={array.Indices}{(settings.MaxRunning is { } most ? Text($"%{most}") : "")}",
            .. dependency is null ? [] : (string[])[$"--dependency=aftercorr:{dependency}"],
            // Without it, jobs whose search failed would wait for ever.
            "--kill-on-invalid-dep=yes",
            "--requeue",
            "--open-mode=append",
            $"--output={folder.OutputOf(array.Number)}",
            $"--chdir={folder.FullName}",
            $"--time={settings.TimeLimit}",
            // Ranks are a step of srun and hear of it themselves; B: is to the script, which hands it on to its program.
            Text($"--signal={(array.Ranks > 1 ? "" : "B:")}TERM@{settings.SignalSeconds}"),
            Text($"--ntasks={array.Ranks}"),
            Text($"--cpus-per-task={settings.CpusPerTask}"),
            .. settings.GpusPerTask == 0 ? [] : (string[])[Text($"--gpus-per-task={settings.GpusPerTask}")],
            .. Given("--mem-per-cpu", settings.MemoryPerCpu),
            .. Given("--partition", settings.Partition),
            .. Given("--account", settings.Account),
            .. Given("--qos", settings.Qos),
            folder.ScriptOf(array.Number),
        ];

    /// <summary>The script's text.</summary>
    public string Lines =>
        $$"""
            #!/bin/bash
            # {{Name}}: each task runs the units of its line of the manifest.
            set -u
            {{string.Concat(
                settings.Prologue.Select(line => line + "\n")
            )}}task=${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}

            {{string.Join(" \\\n  ", Words.Select(Shell.Quoted))}} \
              {{SlurmJob.TaskOption}} "$SLURM_ARRAY_TASK_ID" &
            child=$!

            # Told to stop, it saves what it has and ends with {{SlurmJob.Stopped}}. A signal ends `wait` before its time.
            stops=0
            heard=-1
            trap 'stops=$((stops + 1)); kill -TERM "$child" 2> /dev/null' TERM
            while [ "$heard" -ne "$stops" ]; do
              heard=$stops
              wait "$child"
              code=$?
            done

            # Once more, unless somebody has cancelled it. Slurm ends this script meanwhile.
            requeue() {
              if [ "$(squeue --noheader --array --jobs="$task" --format=%T)" = RUNNING ]; then
                echo "Ended with exit code $code; comes again."
                scontrol requeue "$task" && sleep 60
              fi
            }

            case $code in
              {{SlurmJob.Done}} | {{SlurmJob.IsBadInput}}) ;;
              {{SlurmJob.Stopped}}) requeue ;;
              *) [ "${SLURM_RESTART_COUNT:-0}" -lt {{MostRequeues}} ] && requeue ;;
            esac
            exit "$code"

            """;

    private ImmutableArray<string> Words =>
        [
            .. array.Ranks > 1 ? Launcher : [],
            .. job.CommandLine,
            .. SlurmJob.ArgumentsOf(store, folder.ManifestOf(array.Number)),
        ];

    // Slurm's own default lets the ranks that are left spin for ever when one dies. Since 22.05 srun does not take the
    // job's cores a task for its own.
    private ImmutableArray<string> Launcher =>
        [
            "srun",
            Text($"--ntasks={array.Ranks}"),
            Text($"--cpus-per-task={settings.CpusPerTask}"),
            "--kill-on-bad-exit=1",
            $"--mpi={settings.Mpi}",
        ];

    private static string[] Given(string option, string? value) => value is null ? [] : [$"{option}={value}"];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
