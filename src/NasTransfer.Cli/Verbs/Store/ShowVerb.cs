using System.CommandLine;
using System.Globalization;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli.Verbs.Store;

/// <summary><c>nastransfer store show KEY</c>: all that a store knows of one unit.</summary>
internal static class ShowVerb
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> key = new("key") { Description = "The unit's key, or its first digits." };
        Setting<string> folder = StoreVerb.FolderSetting();
        var command = new Command("show", "Shows one unit: what it is, its result, its cost, its events, its origin.")
        {
            key,
            folder,
        };
        command.SetAction(parsed =>
        {
            RunStore store = StoreVerb.Existing(parsed.Get(folder));
            StoredUnit unit = StoredUnit.Find(store, parsed.GetValue(key)!);
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(JsonOutput.Of(Record(unit)));
            }
            else
            {
                Print(unit, terminal.Out);
            }

            return App.Fine;
        });
        return command;
    }

    private static object Record(StoredUnit unit) =>
        new
        {
            key = unit.Key,
            state = unit.State,
            title = unit.Unit?.Title,
            unit = unit.UnitJson,
            resultSha256 = unit.ResultSha256,
            result = unit.Result,
            cost = unit.Cost,
            origin = unit.Origin,
            events = unit.Events.Events,
            hasCheckpoint = unit.HasCheckpoint,
            problems = unit.Problems,
        };

    private static void Print(StoredUnit unit, TextWriter writer)
    {
        writer.WriteLine($"key      {unit.Key}");
        writer.WriteLine($"unit     {unit.Unit?.Title ?? "(of another version)"}");
        writer.WriteLine($"state    {Spelling.Of(unit.State)}{(unit.HasCheckpoint ? ", with a checkpoint" : "")}");
        writer.WriteLine($"result   {(unit.ResultSha256 is { } hash ? $"SHA-256 {hash}" : "none")}");
        writer.WriteLine($"cost     {Words(unit.Cost)}");
        writer.WriteLine($"origin   {Words(unit.Origin)}");
        writer.WriteLine($"events   {unit.Events.Events.Length}");
        StoreVerb.Tell(writer, unit.Problems);
        if (unit.UnitJson is not null)
        {
            writer.WriteLine();
            writer.WriteLine(JsonOutput.Of(unit.UnitJson));
        }
    }

    private static string Words(UnitCost? cost) =>
        cost is null
            ? "unknown"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{cost.Seconds:N1} s, {cost.CoreSeconds:N1} core seconds, {cost.PeakMemoryBytes / 1048576.0:N0} MiB at most"
            );

    private static string Words(Origin? origin) =>
        origin is null ? "this store" : $"{origin.Archive}, SHA-256 {origin.Sha256}";
}
