using System.Collections.Immutable;

namespace NasTransfer.Claims.Catalogue;

/// <summary>The source from which a method is best, by the mean of its runs.</summary>
internal static class BestSource
{
    /// <summary>The first one where none has runs.</summary>
    public static RunGroup Of(ImmutableArray<RunGroup> sources) =>
        sources.Where(group => !group.Values.IsEmpty).MaxBy(group => group.Values.Average()) ?? sources[0];
}
