using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli.Verbs.Study;

/// <summary><c>nastransfer job</c>: the inside of a job of a cluster. Batch scripts start it, not people.</summary>
internal static class JobVerb
{
    public static Command Create(Terminal terminal)
    {
        Setting<string> store = Setting<string>.Mandatory(SlurmJob.StoreOption, "The folder of results.");
        Setting<string> manifest = Setting<string>.Mandatory(SlurmJob.ManifestOption, "The file of all jobs' units.");
        Setting<int> task = Setting<int>.Mandatory(SlurmJob.TaskOption, "Which of its lines.");
        var command = new Command(StudyInput.JobVerb, "Runs the units of one line of a manifest.") { Hidden = true };
        StudyChoice.AddTo(command);
        command.Add(store);
        command.Add(manifest);
        command.Add(task);
        command.SetAction(parsed =>
        {
            StudyInput input = StudyChoice.Read(parsed);
            RunStore results = new(parsed.Get(store));
            if (SlurmJob.RankedTask(parsed.Get(manifest), parsed.Get(task)) is { } ranked)
            {
                Profile profile = input.LoadProfile();
                return new RankedRun(profile, input.Images(profile), results, json: false).Run(
                    ranked,
                    CommandLineText.Of(parsed),
                    terminal
                );
            }

            using var stop = new StopSignals(isPatient: true);
            return new StudyDisplay(terminal, json: false).Run(progress =>
                SlurmJob.Run(
                    parsed.Get(manifest),
                    parsed.Get(task),
                    results,
                    input.WorkerProgram(),
                    TimeProvider.System,
                    terminal.Error.WriteLine,
                    progress,
                    stop.Token
                )
            );
        });
        return command;
    }
}
