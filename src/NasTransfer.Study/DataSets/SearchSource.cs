using NasTransfer.Study.Units;

namespace NasTransfer.Study.DataSets;

/// <summary>What searches on one row of Table 1 see.</summary>
/// <param name="Data">As a unit names it.</param>
/// <param name="Split">The two halves.</param>
/// <param name="Classes">How many classes the images have.</param>
public sealed record SearchSource(UnitData Data, SearchSplit Split, int Classes)
{
    public int Images => Split.Data.Train.Count + Split.Data.Validation.Count;
}
