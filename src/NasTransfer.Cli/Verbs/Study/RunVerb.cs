using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Local;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli.Verbs.Study;

/// <summary><c>nastransfer run</c>: brings the results of a study into a run store.</summary>
internal static class RunVerb
{
    public static Command Create(Terminal terminal)
    {
        Setting<string?> unit = Setting<string?>.Of(
            "--unit",
            "The beginning of a unit's key, or of its title: that one alone, and the search that it waits for.",
            null
        );
        Setting<string> store = Setting<string>.Mandatory(
            "--store",
            "The folder of results. What is in it is not run again; several runs may share it."
        );
        ExecutorChoice executors = new();

        var command = new Command("run", "Runs what a study still lacks, several units at a time.");
        StudyChoice.AddTo(command);
        StudyChoice.AddOnlyTo(command);
        command.Add(unit);
        command.Add(store);
        executors.AddTo(command);
        command.SetAction(parsed =>
        {
            bool json = parsed.GetValue(SharedOptions.Json);
            StudyInput input = StudyChoice.Read(parsed);
            RunStore results = new(parsed.Get(store));
            Profile profile = input.LoadProfile();
            UnitPlan plan = UnitPlan.Of(StudyChoice.Plan(parsed, profile), input.Images(profile));
            ImmutableArray<UnitTask> tasks = parsed.Get(unit) is { } name
                ? UnitFinder.Alone(plan, results, name)
                : plan.Tasks;
            IExecutor executor = executors.Read(parsed, input, profile);
            if (executor is SlurmExecutor slurm && executors.IsDryRun(parsed))
            {
                slurm.Preview(tasks, results, terminal.Out);
                return App.Fine;
            }

            if (executor is SlurmExecutor submitter && executors.WaitsForNothing(parsed))
            {
                Tell(terminal, json, submitter.Submit(tasks, results), results);
                return App.Fine;
            }
            if (
                executor is LocalExecutor
                && parsed.Get(unit) is not null
                && tasks[^1] is { Augment.Options.Ranks: > 1 } ranked
            )
            {
                return new RankedRun(profile, plan.Images, results, json).Run(
                    ranked,
                    CommandLineText.Of(parsed),
                    terminal
                );
            }

            using var stop = new StopSignals();
            ExecutionReport report;
            try
            {
                report = new StudyDisplay(terminal, json).Run(progress =>
                    executor.Run(tasks, results, progress, stop.Token)
                );
            }
            catch (OperationCanceledException)
            {
                string jobs = executor is SlurmExecutor ? " Its jobs go on; `nastransfer cancel` ends them." : "";
                terminal.Error.WriteLine(
                    $"Stopped. What has ended is in {results.Folder}; the same command goes on from there.{jobs}"
                );
                return App.Failed;
            }

            Show(terminal, json, tasks.Length, results, report);
            return report.Failures.IsEmpty ? App.Fine : App.Failed;
        });
        return command;
    }

    private static void Tell(Terminal terminal, bool json, int jobs, RunStore store) =>
        terminal.Out.WriteLine(
            json
                ? JsonOutput.Of(new { store = store.Folder, submitted = jobs })
                : $"{jobs} jobs were submitted for {store.Folder}; `nastransfer status` shows how far they are."
        );

    private static void Show(Terminal terminal, bool json, int total, RunStore store, ExecutionReport report)
    {
        if (json)
        {
            terminal.Out.WriteLine(
                JsonOutput.Of(
                    new
                    {
                        store = store.Folder,
                        total,
                        failures = report.Failures.Select(failure => new
                        {
                            failure.Task.Title,
                            failure.Reason,
                            failure.LogTail,
                        }),
                        report.Notes,
                        report.Effort,
                    }
                )
            );
            return;
        }

        foreach (string note in report.Notes)
        {
            terminal.Out.WriteLine(note);
        }

        foreach (TaskFailure failure in report.Failures)
        {
            terminal.Error.WriteLine($"{failure.Task.Title}: {failure.Reason}");
            if (failure.LogTail.Length > 0)
            {
                terminal.Error.WriteLine(failure.LogTail);
            }
        }

        if (report.Effort is { Units: > 0 } effort)
        {
            terminal.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Count(effort.Units, "unit")} ran for {Clock(effort.UnitSeconds)} of the {Clock(effort.Workers * effort.Seconds)} that {Count(effort.Workers, "worker")} had; {100 * effort.Overhead:F1} % went into no unit"
                )
            );
        }

        terminal.Out.WriteLine($"{total - report.Failures.Length} of {total} results are in {store.Folder}");
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    private static string Clock(double seconds) => StudyDisplay.Clock(TimeSpan.FromSeconds(seconds));
}
