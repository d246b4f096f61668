using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli.Verbs.Store;

/// <summary><c>nastransfer store verify</c>: checks every hash of a store.</summary>
internal static class VerifyVerb
{
    public static Command Create(Terminal terminal)
    {
        Setting<string> folder = StoreVerb.FolderSetting();
        var command = new Command("verify", "Checks every file of a store against its hash; runs nothing again.")
        {
            folder,
        };
        command.SetAction(parsed =>
        {
            StoreVerification check = StoreVerification.Of(StoreVerb.Existing(parsed.Get(folder)));
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(JsonOutput.Of(check));
            }
            else
            {
                terminal.Out.WriteLine(
                    $"{check.Units} units, {check.Results} whole results, {check.Unfinished} unfinished, {check.Problems.Length} problems"
                );
                StoreVerb.Tell(terminal.Out, check.Problems);
                terminal.Out.WriteLine($"SHA-256 of all results: {check.Sha256}");
            }

            return check.Problems.IsEmpty ? App.Fine : App.Failed;
        });
        return command;
    }
}
