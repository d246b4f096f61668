using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NasTransfer.Claims.Audit;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Reporting.Columns;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Reporting.Tables;

/// <summary>What one column says of one claim, as JSON.</summary>
internal static class EvidenceJson
{
    public static JsonObject Of(EvidenceColumn column, EvidenceCell cell)
    {
        JsonObject json = new()
        {
            ["column"] = column.Id,
            ["verdict"] = cell.Verdict.ToString(),
            ["level"] = cell.Level.ToString(),
            ["reason"] = cell.Reason,
        };
        IEnumerable<KeyValuePair<string, JsonNode?>> details =
            cell.Audit is { } audit ? Of(audit)
            : cell.Result is { } result ? Of(result)
            : [];
        foreach (var (name, value) in details)
        {
            json.Add(name, value);
        }

        return json;
    }

    private static Dictionary<string, JsonNode?> Of(ClaimAudit audit) =>
        new()
        {
            ["finding"] = audit.Finding.ToString(),
            ["subject"] = audit.Subject.ToString(),
            ["checks"] = Of(audit.Checks),
            ["notes"] = Of(audit.Notes),
        };

    private static JsonArray Of(ImmutableArray<ArithmeticCheck> checks) =>
        new([
            .. checks.Select(check =>
                (JsonNode)
                    new JsonObject
                    {
                        ["name"] = check.Name,
                        ["holds"] = check.Holds,
                        ["detail"] = check.Detail,
                    }
            ),
        ]);

    private static Dictionary<string, JsonNode?> Of(ClaimResult result) =>
        new()
        {
            ["uncappedVerdict"] = result.UncappedVerdict.ToString(),
            ["operationalForm"] = result.OperationalForm,
            ["n"] = Counts(result.Observations),
            ["seeds"] = Seeds(result.Observations),
            ["parts"] = new JsonArray([
                .. result.Parts.Select(part =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["name"] = part.Name,
                            ["form"] = part.OperationalForm,
                            ["verdict"] = part.Verdict.ToString(),
                            ["reason"] = part.Reason,
                            ["p"] = JsonParts.Number(part.P),
                        }
                ),
            ]),
            ["p"] = JsonParts.Number(result.P),
            ["pHolm"] = JsonParts.Number(result.AdjustedP),
            ["comparisons"] = new JsonArray([.. result.Comparisons.Select(row => (JsonNode)Of(row))]),
            ["groups"] = new JsonArray([.. result.Groups.Select(group => (JsonNode)Of(group))]),
            ["power"] = result.Power is { } power ? Of(power) : null,
            ["wouldChange"] = JsonParts.Texts(result.WouldChange),
            ["deviations"] = new JsonArray([.. result.Deviations.Select(deviation => (JsonNode)Of(deviation))]),
            ["observations"] = new JsonArray([.. result.Observations.Select(run => (JsonNode)Of(run))]),
        };

    /// <summary>Searches and random architectures that the verdict rests on, and their augment runs.</summary>
    private static JsonObject Counts(ImmutableArray<Observation> runs) =>
        new()
        {
            ["searches"] = Searches(runs.Where(run => !IsRandom(run))),
            ["randomArchitectures"] = Searches(runs.Where(IsRandom)),
            ["runs"] = runs.Length,
        };

    private static int Searches(IEnumerable<Observation> runs) =>
        runs.DistinctBy(run => (run.Method, run.Source, run.Proxy, run.SearchSeed)).Count();

    private static JsonObject Seeds(ImmutableArray<Observation> runs) =>
        new()
        {
            ["search"] = Seeds(runs.Where(run => !IsRandom(run)).Select(run => run.SearchSeed)),
            ["random"] = Seeds(runs.Where(IsRandom).Select(run => run.SearchSeed)),
            ["augment"] = Seeds(runs.Select(run => run.AugmentSeed)),
        };

    private static JsonArray Seeds(IEnumerable<ulong> seeds) =>
        new([.. seeds.Distinct().Order().Select(seed => (JsonNode?)JsonValue.Create(seed))]);

    private static bool IsRandom(Observation run) => run.Method == Observation.RandomSampling;

    private static JsonObject Of(PowerGate power) =>
        new()
        {
            ["nA"] = power.CountA,
            ["nB"] = power.CountB,
            ["detectableEffectSd"] = JsonParts.Number(power.DetectableEffect),
            ["detectablePoints"] = JsonParts.Number(power.DetectablePoints),
            ["detectableRi"] = JsonParts.Number(power.DetectableImprovement),
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
            ["meanA"] = JsonParts.Number(row.Comparison.A.Mean),
            ["sdA"] = JsonParts.Number(row.Comparison.A.StandardDeviation),
            ["meanB"] = JsonParts.Number(row.Comparison.B.Mean),
            ["sdB"] = JsonParts.Number(row.Comparison.B.StandardDeviation),
            ["effect"] = JsonParts.Number(row.Comparison.Effect.Value),
            ["interval"] = JsonParts.Of(row.Comparison.Interval),
            ["bootstrap"] = row.Comparison.Bootstrap is { } bootstrap ? JsonParts.Of(bootstrap) : null,
            ["hedgesG"] = JsonParts.Number(row.Comparison.HedgesG),
            ["probabilityGreater"] = JsonParts.Number(row.Comparison.Probability),
            ["probabilityInterval"] = JsonParts.Of(row.Comparison.ProbabilityInterval),
            ["p"] = JsonParts.Number(row.P),
            ["pHolm"] = JsonParts.Number(row.AdjustedP),
            ["detectable"] = JsonParts.Number(row.Detectable),
            ["paper"] = JsonParts.Number(row.Paper),
            ["margin"] = JsonParts.Number(row.Margin),
            ["outcome"] = row.Outcome.ToString(),
            ["reason"] = row.Reason,
        };

    private static JsonObject Of(RunGroup group) =>
        new()
        {
            ["name"] = group.Name,
            ["planned"] = group.Planned,
            ["values"] = new JsonArray([.. group.Values.Select(value => (JsonNode?)JsonParts.Number(value))]),
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
            ["top1Last"] = JsonParts.Number(run.Top1Last),
            ["top1Best"] = JsonParts.Number(run.Top1Best),
            ["diverged"] = run.Diverged,
            ["parameters"] = run.Parameters,
            ["macs"] = run.Macs,
            ["searchImages"] = run.SearchImages,
            ["augmentImages"] = run.AugmentImages,
            ["unit"] = run.UnitKey,
        };
}
