using System.Text.Json;
using System.Text.Json.Serialization;
using NasTransfer.Engine.Networks;

namespace NasTransfer.Cli.Options;

/// <summary>How a value of an enumeration is written on the command line and in JSON: as-published, raw-alpha, imagenet.</summary>
internal static class Spelling
{
    public static string Of(object value) =>
        // A proper name, not two words.
        value is Stem.ImageNet
            ? "imagenet"
            : JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!);

    public static string[] All(Type enumeration) => [.. Enum.GetValues(enumeration).Cast<object>().Select(Of)];

    /// <summary>Null if nothing is spelled like that; case and hyphens do not matter.</summary>
    public static object? Parse(Type enumeration, string text) =>
        Enum.GetValues(enumeration)
            .Cast<object>()
            .FirstOrDefault(value => string.Equals(Plain(Of(value)), Plain(text), StringComparison.OrdinalIgnoreCase));

    private static string Plain(string text) => text.Replace("-", "", StringComparison.Ordinal);
}

/// <summary>Writes enumerations into JSON as the command line spells them.</summary>
internal sealed class SpelledEnumConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Spelling.Parse(typeof(T), reader.GetString() ?? "") is T value
                ? value
                : throw new JsonException($"'{reader.GetString()}' is no {typeof(T).Name}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Spelling.Of(value));
    }
}
