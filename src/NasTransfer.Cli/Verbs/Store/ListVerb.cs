using System.CommandLine;
using System.Globalization;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli.Verbs.Store;

/// <summary><c>nastransfer store list</c>: a line a unit, and the hash of all results.</summary>
internal static class ListVerb
{
    public static Command Create(Terminal terminal)
    {
        Setting<string> folder = StoreVerb.FolderSetting();
        var command = new Command("list", "Lists the units: how far each is, its result's hash, where it came from.")
        {
            folder,
        };
        command.SetAction(parsed =>
        {
            RunStore store = StoreVerb.Existing(parsed.Get(folder));
            StoredUnit[] units = [.. store.Keys.Select(key => StoredUnit.Of(store, key))];
            string hash = StoreHash.Of(units).Sha256;
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(JsonOutput.Of(new { sha256 = hash, units = units.Select(Row) }));
            }
            else
            {
                Print(units, hash, terminal.Out);
            }

            return App.Fine;
        });
        return command;
    }

    private static object Row(StoredUnit unit) =>
        new
        {
            key = unit.Key,
            state = unit.State,
            title = unit.Unit?.Title,
            numerics = unit.Unit?.Numerics,
            resultSha256 = unit.ResultSha256,
            cost = unit.Cost,
            origin = unit.Origin,
        };

    private static void Print(StoredUnit[] units, string hash, TextWriter writer)
    {
        var table = new TextTable("key", "state", "unit", "result", "core seconds", "origin");
        foreach (StoredUnit unit in units)
        {
            table.Add(
                StoreVerb.Short(unit.Key),
                Spelling.Of(unit.State),
                unit.Unit?.Title ?? "(of another version)",
                unit.ResultSha256 is { } result ? StoreVerb.Short(result) : "-",
                unit.Cost?.CoreSeconds.ToString("N1", CultureInfo.InvariantCulture) ?? "-",
                unit.Origin?.Archive ?? "this store"
            );
        }

        table.Write(writer);
        writer.WriteLine();
        writer.WriteLine($"{units.Count(unit => unit.ResultSha256 is not null)} results, SHA-256 of all: {hash}");
    }
}
