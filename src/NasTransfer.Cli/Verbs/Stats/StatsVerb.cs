using System.CommandLine;

namespace NasTransfer.Cli.Verbs.Stats;

/// <summary><c>nastransfer stats</c>: the statistics by which claims are judged, for two groups of runs of one's own.</summary>
internal static class StatsVerb
{
    public static Command Create(Terminal terminal) =>
        new("stats", "The statistics of the judge for your own runs: RI, differences, equivalence, power.")
        {
            CompareVerb.CreateRi(terminal),
            CompareVerb.Create(terminal),
            EquivalenceVerb.Create(terminal),
            PowerVerb.Create(terminal),
        };
}
