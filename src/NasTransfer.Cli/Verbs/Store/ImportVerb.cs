using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli.Verbs.Store;

/// <summary><c>nastransfer store import FILE</c>: adds the units of an archive that are missing here.</summary>
internal static class ImportVerb
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = new("file") { Description = "An archive that 'store export' wrote." };
        Setting<string> folder = StoreVerb.FolderSetting();
        var command = new Command("import", "Adds the units of an archive that are missing; replaces no result.")
        {
            file,
            folder,
        };
        command.SetAction(parsed =>
        {
            StoreImport import = StoreImport.From(parsed.GetValue(file)!, new RunStore(parsed.Get(folder)));
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(JsonOutput.Of(import));
            }
            else
            {
                Print(import, terminal.Out);
            }

            return import.IsComplete ? App.Fine : App.Failed;
        });
        return command;
    }

    private static void Print(StoreImport import, TextWriter writer)
    {
        writer.WriteLine($"{import.Added.Length} units added, {import.Present.Length} were here already");
        foreach (ImportConflict conflict in import.Conflicts)
        {
            writer.WriteLine(
                $"conflict: {conflict.Key} has the result {StoreVerb.Short(conflict.Here)} here, which stays, and {StoreVerb.Short(conflict.There)} in the archive"
            );
        }

        foreach (RefusedEntry refused in import.Refused)
        {
            writer.WriteLine($"refused: {refused.Entry} {refused.Problem}");
        }

        foreach (string key in import.InUse)
        {
            writer.WriteLine($"in use: {key} is being run; import again when it has ended");
        }
    }
}
