using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace NasTransfer.Engine.Architectures;

/// <summary>The names under which the field prints the eight operations.</summary>
public static class PrimitiveNames
{
    /// <summary>The eight names, in the order of <see cref="Primitive"/>.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        "max_pool_3x3",
        "avg_pool_3x3",
        "skip_connect",
        "sep_conv_3x3",
        "sep_conv_5x5",
        "dil_conv_3x3",
        "dil_conv_5x5",
        "none",
    ];

    /// <summary>The printed name, such as sep_conv_3x3.</summary>
    public static string Name(this Primitive primitive) => All[(int)primitive];

    /// <param name="name">A printed name, in this very case.</param>
    /// <exception cref="BadInputException">There is no such operation.</exception>
    public static Primitive Parse(string name) =>
        TryParse(name, out Primitive primitive)
            ? primitive
            : throw new BadInputException(
                $"'{name}' is no operation of the search space; they are {string.Join(", ", All)}."
            );

    public static bool TryParse([NotNullWhen(true)] string? name, out Primitive primitive)
    {
        int index = name is null ? -1 : All.IndexOf(name);
        primitive = index < 0 ? Primitive.None : (Primitive)index;
        return index >= 0;
    }
}
