using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Snapshooter;
using Snapshooter.Core;

namespace NasTransfer.Reproduction.Snapshots;

/// <summary>
/// Compares two JSON texts: everything exactly, but for numbers under names that have a tolerance. All differences are
/// listed, each with its place.
/// </summary>
/// <param name="tolerances">The largest difference that is none, by the name of the property that holds the number.</param>
/// <param name="assert">Told the two texts' list of differences: expected "", actual the list.</param>
internal sealed class TolerantComparer(IReadOnlyDictionary<string, double> tolerances, IAssert assert)
    : ISnapshotComparer
{
    // Room for the last bit of a decimal fraction at the very edge of a tolerance.
    private const double Rounding = 1e-9;

    public void CompareSnapshots(string expectedSnapshot, string actualSnapshot, MatchOptions matchOptions)
    {
        List<string> differences = [];
        try
        {
            Compare("", JsonNode.Parse(expectedSnapshot), JsonNode.Parse(actualSnapshot), null, differences);
        }
        catch (JsonException broken)
        {
            differences.Add($"the approved snapshot is no JSON: {broken.Message}");
        }

        assert.Assert("", string.Join('\n', differences));
    }

    private void Compare(string path, JsonNode? approved, JsonNode? received, string? name, List<string> differences)
    {
        switch (approved, received)
        {
            case (JsonObject a, JsonObject b):
                foreach (string key in a.Select(property => property.Key).Union(b.Select(property => property.Key)))
                {
                    string place = path.Length == 0 ? key : $"{path}.{key}";
                    if (!a.ContainsKey(key) || !b.ContainsKey(key))
                    {
                        string side = a.ContainsKey(key)
                            ? "is approved, and was not received"
                            : "was received, and is not approved";
                        differences.Add($"{place} {side}: {Text(a[key] ?? b[key])}");
                        continue;
                    }

                    Compare(place, a[key], b[key], key, differences);
                }

                break;
            case (JsonArray a, JsonArray b):
                if (a.Count != b.Count)
                {
                    differences.Add($"{path} has {a.Count} entries approved, {b.Count} received");
                }

                for (int i = 0; i < Math.Min(a.Count, b.Count); i++)
                {
                    Compare($"{path}[{i}]", a[i], b[i], name, differences);
                }

                break;
            default:
                if (
                    !IsClose(approved, received, name, out double tolerance) && !JsonNode.DeepEquals(approved, received)
                )
                {
                    string allowed = tolerance > 0 ? FormattableString.Invariant($" (tolerance {tolerance})") : "";
                    differences.Add($"{path}: approved {Text(approved)}, received {Text(received)}{allowed}");
                }

                break;
        }
    }

    private bool IsClose(JsonNode? approved, JsonNode? received, string? name, out double tolerance)
    {
        tolerance = name is null ? 0 : tolerances.GetValueOrDefault(name);
        return tolerance > 0
            && IsNumber(approved, out double a)
            && IsNumber(received, out double b)
            && Math.Abs(a - b) <= tolerance + Rounding;
    }

    private static bool IsNumber(JsonNode? node, out double value)
    {
        value = 0;
        return node?.GetValueKind() == JsonValueKind.Number
            && double.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
