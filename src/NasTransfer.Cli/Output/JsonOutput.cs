using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NasTransfer.Cli.Options;
using NasTransfer.Engine.Runtime;

namespace NasTransfer.Cli.Output;

/// <summary>The one way in which results become JSON, on standard output and in files.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // α in a message stays α: the output is a file or a terminal, never a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // A diverged loss is NaN, and saying so is better than saying nothing.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new SpelledEnumConverter() },
    };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>
    /// A result with the environment it was computed in. Files hold the result alone, so that equal runs write equal bytes.
    /// </summary>
    public static string Of<T>(T value, RuntimeEnvironment environment)
    {
        JsonObject result = JsonSerializer.SerializeToNode(value, Options)!.AsObject();
        result["environment"] = new JsonObject(
            environment.Values.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))
        );
        return result.ToJsonString(Options);
    }
}
