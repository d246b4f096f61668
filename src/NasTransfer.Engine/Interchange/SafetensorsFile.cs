using System.Collections.Immutable;

namespace NasTransfer.Engine.Interchange;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Path">Where it was read from.</param>
/// <param name="Entries">The tensors, in the order of their bytes.</param>
/// <param name="Metadata">Free text by key; often empty.</param>
public sealed record SafetensorsFile(
    string Path,
    ImmutableArray<SafetensorsEntry> Entries,
    ImmutableSortedDictionary<string, string> Metadata
)
{
    private const int NamesInMessage = 8;

    /// <summary>The tensor of that name, or null.</summary>
    public SafetensorsEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public SafetensorsEntry Require(string name) =>
        Find(name) ?? throw new BadInputException($"'{Path}' has no tensor '{name}'; it has {NamesForMessage()}.");

    private string NamesForMessage() =>
        Entries.Length switch
        {
            0 => "none at all",
            <= NamesInMessage => string.Join(", ", Entries.Select(entry => entry.Name)),
            _ =>
                $"{string.Join(", ", Entries.Take(NamesInMessage).Select(entry => entry.Name))} and {Entries.Length - NamesInMessage} more",
        };
}
