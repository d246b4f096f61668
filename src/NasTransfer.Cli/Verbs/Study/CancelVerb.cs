using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Cli.Verbs.Store;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli.Verbs.Study;

/// <summary><c>nastransfer cancel</c>: ends the Slurm jobs of one run store, and no others.</summary>
internal static class CancelVerb
{
    public static Command Create(Terminal terminal)
    {
        Setting<string> folder = StoreVerb.FolderSetting();
        var command = new Command("cancel", "Ends the Slurm jobs that work for a run store. What is stored stays.")
        {
            folder,
        };
        command.SetAction(parsed =>
        {
            RunStore store = StoreVerb.Existing(parsed.Get(folder));
            int jobs = SlurmCancellation.Run(store, ExecutorChoice.Client());
            terminal.Out.WriteLine(
                parsed.GetValue(SharedOptions.Json)
                    ? JsonOutput.Of(new { store = store.Folder, cancelled = jobs })
                    : $"{jobs} jobs of {store.Folder} were cancelled."
            );
            return App.Fine;
        });
        return command;
    }
}
