using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NasTransfer.Engine.Options;

namespace NasTransfer.Study.Units;

/// <summary>One text for one value: keys sorted by code point, no blanks, numbers in their shortest invariant form.</summary>
public static class CanonicalJson
{
    /// <summary>How this project writes values as JSON.</summary>
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            TypeInfoResolver = OptionJson.Contracts,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Converters = { new JsonStringEnumConverter() },
            // A diverged run has NaN losses, and they must be readable back.
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            // Keys are sorted, so what names a type need not come first.
            AllowOutOfOrderMetadataProperties = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };

    private static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    /// <summary>The canonical text, by the run-time type of <paramref name="value"/>.</summary>
    public static string Of(object value) => Of(JsonSerializer.SerializeToNode(value, value.GetType(), Options));

    public static string Of(JsonNode? node) => Sorted(node)?.ToJsonString(Options) ?? "null";

    /// <summary>The same value with sorted keys, laid out for reading.</summary>
    public static string Pretty(object value) =>
        Pretty(JsonSerializer.SerializeToNode(value, value.GetType(), Options));

    public static string Pretty(JsonNode? node) => Sorted(node)?.ToJsonString(Indented) ?? "null";

    /// <summary>SHA-256 of a text in UTF-8, in lower-case hexadecimal.</summary>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject properties => new JsonObject(
                properties
                    .OrderBy(property => property.Key, StringComparer.Ordinal)
                    .Select(property => KeyValuePair.Create(property.Key, Sorted(property.Value)))
            ),
            JsonArray items => new JsonArray([.. items.Select(Sorted)]),
            _ => node?.DeepClone(),
        };
}
