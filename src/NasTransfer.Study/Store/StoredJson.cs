using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NasTransfer.Engine.Runtime;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Store;

/// <summary>
/// A value of a unit in a file of its own, beside the unit's key and the value's hash:
/// <c>{"unit": …, "sha256": …, "result": …}</c>.
/// </summary>
internal static class StoredJson
{
    private const string UnitName = "unit";
    private const string HashName = "sha256";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>One property of a name only: of two, one would go unhashed.</summary>
    public static JsonNode? Parse(string text) => JsonNode.Parse(text, documentOptions: Strict);

    /// <summary>What the file's content can lead to, whatever a disk has made of it.</summary>
    public static bool IsDamage(Exception failure) =>
        failure is JsonException or InvalidOperationException or FormatException or NotSupportedException;

    /// <summary>The value's hash, which is the same wherever and whenever it is stored.</summary>
    public static string HashOf(JsonNode? value) => CanonicalJson.Sha256(CanonicalJson.Of(value));

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

    /// <summary>The value, if the file is whole and belongs to the unit.</summary>
    /// <param name="problem">Why not, as the end of a sentence.</param>
    public static bool TryRead(
        string text,
        string key,
        string name,
        [NotNullWhen(true)] out JsonNode? value,
        [NotNullWhen(false)] out string? problem
    )
    {
        value = null;
        problem = null;
        try
        {
            JsonNode? file = Parse(text);
            if ((string?)file?[UnitName] != key)
            {
                problem = "belongs to another unit";
            }
            else if (file[name] is not { } content || (string?)file[HashName] != HashOf(content))
            {
                problem = "does not match its hash";
            }
            else
            {
                value = content;
            }
        }
        catch (Exception failure) when (IsDamage(failure))
        {
            problem = $"cannot be read ({failure.Message})";
        }

        return value is not null;
    }
}
