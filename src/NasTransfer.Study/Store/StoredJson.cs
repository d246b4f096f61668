using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NasTransfer.Engine.Runtime;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Store;

/// <summary>What a file of a store gave: a value, or why not, or neither where there is no file.</summary>
/// <param name="Sha256">Of the value alone, wherever and whenever it is stored.</param>
/// <param name="Problem">The end of a sentence that begins with the file.</param>
internal sealed record StoredValue(JsonNode? Value, string? Sha256, string? Problem)
{
    public static StoredValue Missing { get; } = new(null, null, null);

    public static StoredValue Damaged(string problem) => new(null, null, problem);
}

/// <summary>
/// A value of a unit in a file of its own, beside the unit's key and the value's hash:
/// <c>{"unit": …, "sha256": …, "result": …}</c>. A unit itself stands alone: its hash is its key.
/// </summary>
internal static class StoredJson
{
    private const string UnitName = "unit";
    private const string HashName = "sha256";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>One property of a name only: of two, one would go unhashed.</summary>
    public static JsonNode? Parse(string text) => JsonNode.Parse(text, documentOptions: Strict);

    /// <summary>What the content of a file can lead to, whatever a disk has made of it.</summary>
    public static bool IsDamage(Exception failure) =>
        failure is JsonException or InvalidOperationException or FormatException or NotSupportedException;

    public static void Write(string path, string key, string name, object value)
    {
        JsonNode node = JsonSerializer.SerializeToNode(value, value.GetType(), CanonicalJson.Options)!;
        JsonObject file = new()
        {
            [UnitName] = key,
            [HashName] = HashOf(node),
            [name] = node,
        };
        WriteText(path, CanonicalJson.Pretty(file));
    }

    /// <summary>Writes a text whole or not at all.</summary>
    public static void WriteText(string path, string text) =>
        DurableFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text + "\n")));

    /// <summary>The value under <paramref name="name"/>, if the text is whole and belongs to the unit.</summary>
    public static StoredValue Read(string text, string key, string name) =>
        Guarded(() =>
        {
            JsonNode? file = Parse(text);
            string? hash = (string?)file?[HashName];
            return (string?)file?[UnitName] != key ? StoredValue.Damaged("belongs to another unit")
                : file[name] is { } value && HashOf(value) == hash ? new StoredValue(value, hash, null)
                : StoredValue.Damaged("does not match its hash");
        });

    /// <summary>The whole text as a value, if its hash is the key.</summary>
    public static StoredValue ReadKeyed(string text, string key) =>
        Guarded(() =>
        {
            JsonNode? value = Parse(text);
            return HashOf(value) == key
                ? new StoredValue(value, key, null)
                : StoredValue.Damaged("does not hash to its folder's name");
        });

    private static StoredValue Guarded(Func<StoredValue> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (IsDamage(failure))
        {
            return StoredValue.Damaged($"cannot be read ({failure.Message.TrimEnd('.')})");
        }
    }

    private static string HashOf(JsonNode? value) => CanonicalJson.Sha256(CanonicalJson.Of(value));
}
