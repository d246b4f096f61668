using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Cli.Verbs.Store;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli.Verbs.Study;

/// <summary><c>nastransfer status</c>: how far a study is, wherever it runs. Runs and submits nothing.</summary>
internal static class StatusVerb
{
    public static Command Create(Terminal terminal)
    {
        Setting<string> folder = StoreVerb.FolderSetting();
        var command = new Command("status", "Shows how far a study is: done, running, waiting, failed and why.");
        StudyChoice.AddTo(command);
        StudyChoice.AddOnlyTo(command);
        command.Add(folder);
        command.SetAction(parsed =>
        {
            RunStore store = StoreVerb.Existing(parsed.Get(folder));
            StudyInput input = StudyChoice.Read(parsed);
            Profile profile = input.ReadProfile();
            if (input.Device is { } device)
            {
                profile = profile with { Device = device };
            }

            UnitPlan plan = UnitPlan.Of(StudyChoice.Plan(parsed, profile), input.Images(profile));
            SlurmClient client = ExecutorChoice.Client();
            StudyStatus status = StudyStatus.Of(plan.Tasks, store, client.IsInstalled ? client : null);
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(JsonOutput.Of(Json(store, status)));
            }
            else
            {
                Print(status, terminal.Out);
            }

            return status.Count(TaskPhase.Failed) == 0 ? App.Fine : App.Failed;
        });
        return command;
    }

    private static object Json(RunStore store, StudyStatus status) =>
        new
        {
            store = store.Folder,
            done = status.Count(TaskPhase.Done),
            running = status.Count(TaskPhase.Running),
            waiting = status.Count(TaskPhase.Waiting),
            failed = status.Count(TaskPhase.Failed),
            units = status.Tasks.Select(task => new
            {
                task.Task.Title,
                phase = task.Phase,
                task.Reason,
                logTail = task.LogTail.Length > 0 ? task.LogTail : null,
            }),
        };

    private static void Print(StudyStatus status, TextWriter writer)
    {
        foreach (TaskProgress task in status.Tasks.Where(task => task.Phase == TaskPhase.Running))
        {
            writer.WriteLine($"running  {task.Task.Title}");
        }

        foreach (var alike in status.Tasks.Where(task => task.Phase == TaskPhase.Waiting).GroupBy(task => task.Reason))
        {
            writer.WriteLine($"waiting  {alike.Count()} units{(alike.Key is { } reason ? $": {reason}" : "")}");
        }

        foreach (TaskProgress task in status.Tasks.Where(task => task.Phase == TaskPhase.Failed))
        {
            writer.WriteLine($"failed   {task.Task.Title}: {task.Reason}");
            foreach (string line in task.LogTail.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                writer.WriteLine($"         {line}");
            }
        }

        writer.WriteLine(
            $"{status.Count(TaskPhase.Done)} of {status.Tasks.Length} done, {status.Count(TaskPhase.Running)} running, {status.Count(TaskPhase.Waiting)} waiting, {status.Count(TaskPhase.Failed)} failed"
        );
    }
}
