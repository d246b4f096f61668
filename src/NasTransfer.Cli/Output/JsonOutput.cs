using System.Text.Encodings.Web;
using System.Text.Json;
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
        // What does not apply is left out.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new SpelledEnumConverter() },
    };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>What libtorch was set up with, as an object of names and values.</summary>
    public static IReadOnlyDictionary<string, string> Of(RuntimeEnvironment environment) =>
        environment.Values.ToDictionary(entry => entry.Key, entry => entry.Value);
}
