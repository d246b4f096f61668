using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Reporting.Tables;

/// <summary>The verdicts for machines. Numbers are exact; where there is none, there is null.</summary>
public static class VerdictJson
{
    /// <summary>Raised with every change that a reader has to know.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Text(StudyReport report) => Of(report).ToJsonString(Layout) + "\n";

    internal static JsonObject Of(StudyReport report) =>
        new()
        {
            ["version"] = Version,
            ["profile"] = report.Profile.Name,
            ["overrides"] = Texts(report.Profile.Overrides),
            ["data"] = new JsonArray([
                .. report.DataSets.Select(set =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["role"] = set.Role,
                            ["generated"] = set.IsGenerated,
                            ["standIn"] = set.StandIn,
                            ["trainSha256"] = set.Train.Fingerprint,
                            ["testSha256"] = set.Test.Fingerprint,
                        }
                ),
            ]),
            ["environment"] = new JsonObject(
                report.Environment.Values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))
            ),
            ["command"] = report.Command,
            ["claims"] = new JsonArray([.. report.Results.Select(result => (JsonNode)Of(result))]),
            ["notTested"] = new JsonArray([
                .. report.NotTested.Select(claim =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = claim.Id,
                            ["name"] = claim.Name,
                            ["missing"] = StudyReport.NotBuiltYet,
                        }
                ),
            ]),
        };

    private static JsonObject Of(ClaimResult result) =>
        new()
        {
            ["id"] = result.Definition.Id,
            ["name"] = result.Definition.Name,
            ["statement"] = result.Definition.Statement,
            ["place"] = result.Definition.Place,
            ["family"] = result.Definition.Family,
            ["type"] = result.Definition.Type.ToString(),
            ["verdict"] = result.Verdict.ToString(),
            ["uncappedVerdict"] = result.UncappedVerdict.ToString(),
            ["level"] = result.Level.ToString(),
            ["reason"] = result.Reason,
            ["operationalForm"] = result.OperationalForm,
            ["parts"] = new JsonArray([
                .. result.Parts.Select(part =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["name"] = part.Name,
                            ["form"] = part.OperationalForm,
                            ["verdict"] = part.Verdict.ToString(),
                            ["reason"] = part.Reason,
                        }
                ),
            ]),
            ["cells"] = new JsonArray([.. result.Cells.Select(cell => (JsonNode)Of(cell))]),
            ["power"] = new JsonObject
            {
                ["n"] = result.Power.CountMethod,
                ["nRandom"] = result.Power.CountRandom,
                ["detectableEffectSd"] = Number(result.Power.DetectableEffect),
                ["detectableRi"] = Number(result.Power.DetectableImprovement),
                ["pilot"] = result.Power.Pilot?.From,
            },
            ["wouldChange"] = Texts(result.WouldChange),
            ["deviations"] = new JsonArray([.. result.Deviations.Select(deviation => (JsonNode)Of(deviation))]),
            ["observations"] = new JsonArray([.. result.Observations.Select(run => (JsonNode)Of(run))]),
        };

    private static JsonObject Of(TransferCell cell) =>
        new()
        {
            ["source"] = cell.Source,
            ["target"] = cell.Target,
            ["method"] = cell.MethodName,
            ["n"] = cell.Method.Count,
            ["nRandom"] = cell.Random.Count,
            ["mean"] = Number(cell.Method.Mean),
            ["sd"] = Number(cell.Method.StandardDeviation),
            ["randomMean"] = Number(cell.Random.Mean),
            ["randomSd"] = Number(cell.Random.StandardDeviation),
            ["ri"] = Number(cell.Improvement.Value),
            ["riInterval"] = Of(cell.Improvement.Interval),
            ["riBootstrap"] = cell.Bootstrap is { } bootstrap ? Of(bootstrap) : null,
            ["hedgesG"] = Number(cell.HedgesG),
            ["probabilityGreater"] = Number(cell.ProbabilityGreater),
            ["p"] = Number(cell.P),
            ["pHolm"] = Number(cell.AdjustedP),
            ["beatsRandom"] = cell.BeatsRandom.ToString(),
            ["outcome"] = cell.Outcome.ToString(),
            ["paperRi"] = Number(cell.PaperImprovement),
            ["diverged"] = cell.Diverged,
        };

    private static JsonObject Of(Deviation deviation) =>
        new()
        {
            ["what"] = deviation.What,
            ["paper"] = deviation.Paper,
            ["here"] = deviation.Here,
            ["bias"] = deviation.Bias,
        };

    private static JsonObject Of(Observation run) =>
        new()
        {
            ["experiment"] = run.Experiment,
            ["source"] = run.Source,
            ["target"] = run.Target,
            ["method"] = run.Method,
            ["searchSeed"] = run.SearchSeed,
            ["augmentSeed"] = run.AugmentSeed,
            ["cells"] = run.Cells,
            ["genotype"] = run.Genotype?.ToString(),
            ["top1Last"] = Number(run.Top1Last),
            ["top1Best"] = Number(run.Top1Best),
            ["diverged"] = run.Diverged,
            ["parameters"] = run.Parameters,
            ["macs"] = run.Macs,
            ["searchImages"] = run.SearchImages,
            ["augmentImages"] = run.AugmentImages,
            ["unit"] = run.UnitKey,
        };

    private static JsonArray? Of(Interval interval) =>
        interval.IsKnown ? new JsonArray(interval.Low, interval.High) : null;

    private static JsonValue? Number(double? value) =>
        value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;

    private static JsonArray Texts(IEnumerable<string> values) =>
        new([.. values.Select(value => (JsonNode?)JsonValue.Create(value))]);
}
