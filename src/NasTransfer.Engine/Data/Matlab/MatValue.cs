using System.Collections.Immutable;

namespace NasTransfer.Engine.Data.Matlab;

/// <summary>An array of a MAT file; elements in MATLAB's order, the first dimension fastest.</summary>
internal abstract record MatValue(ImmutableArray<int> Dimensions)
{
    /// <summary>An element of a kind that is not read: objects, functions, sparse arrays.</summary>
    public static MatValue Unread { get; } = new MatUnread();

    private sealed record MatUnread() : MatValue([0, 0]);
}

/// <summary>Numbers of any type; integers of 64 bits beyond 2⁵³ are rounded.</summary>
internal sealed record MatNumbers(ImmutableArray<int> Dimensions, ImmutableArray<double> Values) : MatValue(Dimensions);

/// <summary>Characters, column by column; of one row, that is a string.</summary>
internal sealed record MatText(ImmutableArray<int> Dimensions, string Text) : MatValue(Dimensions);

/// <summary>Arrays of any kind.</summary>
internal sealed record MatCells(ImmutableArray<int> Dimensions, ImmutableArray<MatValue> Values) : MatValue(Dimensions);

/// <summary>Records: a list of as many values as there are elements, for each field.</summary>
internal sealed record MatStruct(
    ImmutableArray<int> Dimensions,
    ImmutableDictionary<string, ImmutableArray<MatValue>> Fields
) : MatValue(Dimensions);
