using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli.Verbs.Study;

/// <summary><c>nastransfer run</c>: a study, or one unit of it.</summary>
internal static class RunVerb
{
    public static Command Create(Terminal terminal)
    {
        Setting<string> store = Setting<string>.Mandatory(
            "--store",
            "The run store: a folder; results that it has are not computed again."
        );
        var command = new Command("run", "Runs what a study still lacks.");
        StudyChoice.AddTo(command);
        command.Add(store);
        command.SetAction(
            (parsed) =>
            {
                Profile profile = StudyChoice.ProfileToRun(parsed);
                StudyPlan plan = StudyChoice.Plan(parsed, profile);
                StudyChoice.Start(profile);
                UnitPlan units = UnitPlan.Of(plan, StudyChoice.Images(parsed, profile));
                new InProcessExecutor(units.Images, UnitWork.Engine).Run(
                    units.Tasks,
                    new RunStore(parsed.Get(store)),
                    new Lines(terminal)
                );
                return App.Fine;
            }
        );
        return command;
    }

    private sealed class Lines(Terminal terminal) : IProgress<ExecutionProgress>
    {
        private readonly System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();

        public void Report(ExecutionProgress value)
        {
            if (value.Fraction >= 1)
            {
                terminal.Out.WriteLine(
                    $"{watch.Elapsed.TotalSeconds:F1} {value.Done}/{value.Total} {value.Task.Title}"
                );
            }
        }
    }
}
