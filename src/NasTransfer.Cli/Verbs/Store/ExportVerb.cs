using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli.Verbs.Store;

/// <summary><c>nastransfer store export FILE</c>: the finished units in one archive.</summary>
internal static class ExportVerb
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = new("file") { Description = "The archive to write (.tar.gz)." };
        Setting<string> folder = StoreVerb.FolderSetting();
        var command = new Command("export", "Writes the finished units into one archive for another store.")
        {
            file,
            folder,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(file)!;
            OutputFile.Check("file", path);
            StoreExport export = StoreExport.To(path, StoreVerb.Existing(parsed.Get(folder)));
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(JsonOutput.Of(export));
            }
            else
            {
                terminal.Out.WriteLine($"{export.Units.Length} units written to {path}");
                StoreVerb.Tell(terminal.Out, export.LeftOut);
            }

            return export.LeftOut.IsEmpty ? App.Fine : App.Failed;
        });
        return command;
    }
}
