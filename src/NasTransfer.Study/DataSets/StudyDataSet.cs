using System.Collections.Immutable;
using NasTransfer.Engine.Data;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.DataSets;

/// <summary>A role of the paper, with the images that play it.</summary>
/// <param name="Role">The paper's name.</param>
/// <param name="Title">What results call it: the role, and what really stands behind it.</param>
/// <param name="Train">Training images.</param>
/// <param name="Test">The reported images; no search and no training sees them.</param>
/// <param name="IsGenerated">Drawn in the process.</param>
/// <param name="StandIn">Set when other real images play the role.</param>
/// <param name="Warnings">What was left out while reading, or cut by a rule instead of as the owner has it.</param>
public sealed record StudyDataSet(
    string Role,
    string Title,
    IImageSource Train,
    IImageSource Test,
    bool IsGenerated,
    string? StandIn,
    ImmutableArray<string> Warnings
)
{
    public int Classes => Train.Classes.Length;

    /// <summary>As an augment unit names it.</summary>
    public UnitData Data { get; } = new(Role, Train.Fingerprint, Test.Fingerprint);
}
