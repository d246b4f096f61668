using System.Text.Json.Nodes;
using NasTransfer.Claims.Statistics;

namespace NasTransfer.Reporting.Tables;

/// <summary>Values as JSON; what is not known is null.</summary>
internal static class JsonParts
{
    public static JsonArray? Of(Interval interval) =>
        interval.IsKnown ? new JsonArray(interval.Low, interval.High) : null;

    public static JsonValue? Number(double? value) =>
        value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;

    public static JsonArray Texts(IEnumerable<string> values) =>
        new([.. values.Select(value => (JsonNode?)JsonValue.Create(value))]);
}
