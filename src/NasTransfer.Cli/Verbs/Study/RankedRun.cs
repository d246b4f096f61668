using NasTransfer.Cli.Output;
using NasTransfer.Engine;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Runtime.Collectives;
using NasTransfer.Engine.Training;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Ranks;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Cli.Verbs.Study;

/// <summary><c>nastransfer run --unit</c>, or a job of a cluster, in one of several ranks that a launcher started.</summary>
/// <param name="json">Standard output is for JSON.</param>
internal sealed class RankedRun(Profile profile, StudyImages images, RunStore store, bool json)
{
    /// <param name="task">A training on several ranks.</param>
    /// <param name="line">The command line, for whoever forgot the launcher.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="BadInputException">The search that it waits for has no result, or there are other ranks.</exception>
    public int Run(UnitTask task, string line, Terminal terminal)
    {
        Launch launch = Launch.OfProcess();
        return RankedWork.Run(
            task.Augment!.Options.Ranks,
            launch,
            line,
            terminal,
            (collective, own, stop) =>
            {
                // Within, so that whoever lacks the search ends all ranks.
                var unit = (AugmentUnit?)task.UnitIn(store);
                if (unit is null)
                {
                    throw new BadInputException(
                        $"{task.Title} waits for {task.Search.Title}, which has no result in {store.Folder}; run that first, without a launcher: --unit {task.Search.Key}"
                    );
                }

                StudyInput.StartRuntime(profile, launch);
                var display = new ProgressDisplay(own, json);
                RankedEnd end = display.Run(
                    $"{task.Title} on {collective.Size} ranks through {collective.Transport}",
                    report =>
                        new RankedUnit(store, images, profile.LoaderThreads).Run(
                            unit,
                            ProcessGroup.On(TorchRuntime.Device, collective),
                            new Steps(report),
                            stop
                        )
                );
                Tell(own, task, end);
                return end == RankedEnd.Locked ? App.Failed : App.Fine;
            }
        );
    }

    private void Tell(Terminal terminal, UnitTask task, RankedEnd end)
    {
        if (json)
        {
            terminal.Out.WriteLine(
                JsonOutput.Of(
                    new
                    {
                        store = store.Folder,
                        unit = task.Title,
                        end,
                    }
                )
            );
            return;
        }

        terminal.Out.WriteLine(
            end switch
            {
                RankedEnd.Ran => $"The result of {task.Title} is in {store.Folder}.",
                RankedEnd.WasStored => $"The result of {task.Title} was in {store.Folder} already.",
                _ => $"Somebody else is at {task.Title}; its result will be in {store.Folder}.",
            }
        );
    }

    private sealed class Steps(Action<long, long, string?> report) : IProgress<AugmentProgress>
    {
        public void Report(AugmentProgress value) =>
            report(value.Step, value.Steps, value.Ended is null ? null : $"epoch {value.Epoch}/{value.Epochs}");
    }
}
