using System.CommandLine;
using System.Globalization;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli.Verbs.Store;

/// <summary><c>nastransfer store gc</c>: removes what a store does not need.</summary>
internal static class GcVerb
{
    public static Command Create(Terminal terminal)
    {
        Setting<string> folder = StoreVerb.FolderSetting();
        Option<bool> dryRun = new("--dry-run") { Description = "Say what would go, and change nothing." };
        Option<bool> olderNumerics = new("--older-numerics")
        {
            Description = "Remove also all units of older numerics versions, with their results.",
        };
        var command = new Command("gc", "Removes temporary files and checkpoints of finished units.")
        {
            folder,
            dryRun,
            olderNumerics,
        };
        command.SetAction(parsed =>
        {
            bool tries = parsed.GetValue(dryRun);
            RunStore store = StoreVerb.Existing(parsed.Get(folder));
            StoreCleaning cleaning = StoreCleaning.Of(store, removes: !tries, parsed.GetValue(olderNumerics));
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(JsonOutput.Of(cleaning));
            }
            else
            {
                Print(cleaning, tries, terminal.Out);
            }

            return App.Fine;
        });
        return command;
    }

    private static void Print(StoreCleaning cleaning, bool tries, TextWriter writer)
    {
        foreach (Leftover leftover in cleaning.Leftovers)
        {
            writer.WriteLine($"{Spelling.Of(leftover.Kind)}  {leftover.Path}");
        }

        foreach (string key in cleaning.InUse)
        {
            writer.WriteLine($"in use, left alone  {key}");
        }

        string bytes = cleaning.Bytes.ToString("N0", CultureInfo.InvariantCulture);
        writer.WriteLine($"{cleaning.Leftovers.Length} leftovers, {bytes} bytes{(tries ? " to be freed" : " freed")}");
    }
}
