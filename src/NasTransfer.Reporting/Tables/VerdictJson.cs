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
    public const int Version = 2;

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
                .. report.NotTested.Select(one =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = one.Claim.Id,
                            ["name"] = one.Claim.Name,
                            ["missing"] = one.Missing,
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
                            ["p"] = Number(part.P),
                        }
                ),
            ]),
            ["p"] = Number(result.P),
            ["pHolm"] = Number(result.AdjustedP),
            ["comparisons"] = new JsonArray([.. result.Comparisons.Select(row => (JsonNode)Of(row))]),
            ["groups"] = new JsonArray([.. result.Groups.Select(group => (JsonNode)Of(group))]),
            ["power"] = result.Power is { } power ? Of(power) : null,
            ["wouldChange"] = Texts(result.WouldChange),
            ["deviations"] = new JsonArray([.. result.Deviations.Select(deviation => (JsonNode)Of(deviation))]),
            ["observations"] = new JsonArray([.. result.Observations.Select(run => (JsonNode)Of(run))]),
        };

    private static JsonObject Of(PowerGate power) =>
        new()
        {
            ["nA"] = power.CountA,
            ["nB"] = power.CountB,
            ["detectableEffectSd"] = Number(power.DetectableEffect),
            ["detectablePoints"] = Number(power.DetectablePoints),
            ["detectableRi"] = Number(power.DetectableImprovement),
            ["pilot"] = power.Pilot?.From,
        };

    private static JsonObject Of(ClaimComparison row) =>
        new()
        {
            ["a"] = row.A,
            ["b"] = row.B,
            ["unit"] = row.Comparison.Unit.ToString(),
            ["nA"] = row.Comparison.A.Count,
            ["nB"] = row.Comparison.B.Count,
            ["meanA"] = Number(row.Comparison.A.Mean),
            ["sdA"] = Number(row.Comparison.A.StandardDeviation),
            ["meanB"] = Number(row.Comparison.B.Mean),
            ["sdB"] = Number(row.Comparison.B.StandardDeviation),
            ["effect"] = Number(row.Comparison.Effect.Value),
            ["interval"] = Of(row.Comparison.Interval),
            ["bootstrap"] = row.Comparison.Bootstrap is { } bootstrap ? Of(bootstrap) : null,
            ["hedgesG"] = Number(row.Comparison.HedgesG),
            ["probabilityGreater"] = Number(row.Comparison.Probability),
            ["probabilityInterval"] = Of(row.Comparison.ProbabilityInterval),
            ["p"] = Number(row.P),
            ["pHolm"] = Number(row.AdjustedP),
            ["detectable"] = Number(row.Detectable),
            ["paper"] = Number(row.Paper),
            ["margin"] = Number(row.Margin),
            ["outcome"] = row.Outcome.ToString(),
            ["reason"] = row.Reason,
        };

    private static JsonObject Of(RunGroup group) =>
        new()
        {
            ["name"] = group.Name,
            ["planned"] = group.Planned,
            ["values"] = new JsonArray([.. group.Values.Select(value => (JsonNode?)Number(value))]),
            ["diverged"] = group.Diverged,
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
            ["proxy"] = run.Proxy,
            ["target"] = run.Target,
            ["method"] = run.Method,
            ["searchSeed"] = run.SearchSeed,
            ["augmentSeed"] = run.AugmentSeed,
            ["cells"] = run.Cells,
            ["tricks"] = run.Tricks.ToString(),
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
