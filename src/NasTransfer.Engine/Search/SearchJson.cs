using System.Text.Json;
using System.Text.Json.Serialization;

namespace NasTransfer.Engine.Search;

/// <summary>How a method writes what it has to say in a form of its own.</summary>
internal static class SearchJson
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    public static JsonElement Of<T>(T value) => JsonSerializer.SerializeToElement(value, Form);

    /// <exception cref="JsonException">It is something else.</exception>
    public static T Read<T>(JsonElement json) =>
        json.Deserialize<T>(Form) ?? throw new JsonException($"This is no {typeof(T).Name}.");
}
