using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Reporting.Columns;
using NasTransfer.Reporting.Figures;

namespace NasTransfer.Reporting.Tables;

/// <summary>
/// The whole report for machines, in the form of <see cref="SchemaFile"/>. Numbers are exact; where there is none, there is
/// null.
/// </summary>
public static class ClaimsJson
{
    /// <summary>Raised with every change that a reader has to know.</summary>
    public const int Version = 3;

    public const string File = "claims.json";

    /// <summary>The JSON schema, which lies beside <see cref="File"/>.</summary>
    public const string SchemaFile = "claims.schema.json";

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Text(StudyReport report) => Of(report).ToJsonString(Layout) + "\n";

    /// <summary>The schema as it is shipped.</summary>
    public static string Schema()
    {
        using Stream stream = typeof(ClaimsJson).Assembly.GetManifestResourceStream(SchemaFile)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    internal static JsonObject Of(StudyReport report)
    {
        ImmutableArray<EvidenceColumn> columns = [.. report.Columns];
        return new JsonObject
        {
            ["$schema"] = SchemaFile,
            ["version"] = Version,
            ["profile"] = report.Profile.Name,
            ["overrides"] = JsonParts.Texts(report.Profile.Overrides),
            ["command"] = report.Command,
            ["columns"] = new JsonArray([.. columns.Select(column => (JsonNode)Of(column))]),
            ["claims"] = new JsonArray([
                .. ClaimCatalogue.All.Select(claim => (JsonNode)Of(claim, report.CommandOf(claim), columns)),
            ]),
            ["notTested"] = new JsonArray([
                .. report.NotTested.Select(one =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = one.Claim.Id,
                            ["name"] = one.Claim.Name,
                            ["missing"] = one.Missing,
                            ["command"] = one.Command,
                        }
                ),
            ]),
            ["verification"] = report.Verification is { } verification ? Of(verification) : null,
            ["data"] = Data(report),
            ["environment"] = new JsonObject(
                report.Environment.Values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))
            ),
        };
    }

    private static JsonObject Of(EvidenceColumn column) =>
        new()
        {
            ["id"] = column.Id,
            ["kind"] = column.Kind.ToString(),
            ["title"] = column.Title,
            ["basis"] = column.Basis,
            ["command"] = column.Command,
            ["counts"] = new JsonObject(
                column.Counts.Select(count => KeyValuePair.Create(count.Verdict.ToString(), (JsonNode?)count.Count))
            ),
        };

    private static JsonObject Of(ClaimDefinition claim, string command, ImmutableArray<EvidenceColumn> columns) =>
        new()
        {
            ["id"] = claim.Id,
            ["name"] = claim.Name,
            ["statement"] = claim.Statement,
            ["place"] = claim.Place,
            ["family"] = claim.Family,
            ["type"] = claim.Type.ToString(),
            ["figures"] = JsonParts.Texts(PaperPlaces.Of(claim).Select(place => place.Name)),
            ["command"] = command,
            ["evidence"] = new JsonArray([
                .. columns.Select(column => (JsonNode)EvidenceJson.Of(column, column.Of(claim))),
            ]),
        };

    private static JsonObject Of(StoredVerification stored) =>
        new()
        {
            ["candidates"] = stored.Verification.Candidates,
            ["same"] = stored.Verification.Units.Count(unit => unit.IsSame),
            ["units"] = new JsonArray([
                .. stored.Verification.Units.Select(unit =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["title"] = unit.Title,
                            ["key"] = unit.Key,
                            ["stored"] = unit.Stored,
                            ["again"] = unit.Again,
                            ["same"] = unit.IsSame,
                            ["changedSince"] = stored.Changed.Contains(unit.Key),
                        }
                ),
            ]),
        };

    private static JsonArray Data(StudyReport report) =>
        new([
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
        ]);
}
