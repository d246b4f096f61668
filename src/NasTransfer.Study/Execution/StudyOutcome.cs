using System.Collections.Immutable;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution;

/// <summary>A search that ran, now or earlier.</summary>
/// <param name="FromStore">It had been run before.</param>
public sealed record CompletedSearch(SearchUnit Unit, SearchResult Result, UnitCost? Cost, bool FromStore);

/// <summary>An augment run that ran, now or earlier.</summary>
public sealed record CompletedAugment(
    PlannedAugment Planned,
    CompletedSearch Search,
    AugmentUnit Unit,
    AugmentResult Result,
    UnitCost? Cost,
    bool FromStore
);

/// <summary>A study whose every unit has a result.</summary>
/// <param name="Notes">What the store distrusted and ran again, a sentence each.</param>
public sealed record StudyOutcome(
    StudyPlan Plan,
    ImmutableArray<CompletedSearch> Searches,
    ImmutableArray<CompletedAugment> Augments,
    ImmutableArray<string> Notes
);

/// <summary>How far a study is.</summary>
/// <param name="Done">Units with a result.</param>
/// <param name="Total">Units of the plan.</param>
/// <param name="Unit">The unit at work, or the one that has just ended.</param>
/// <param name="Label">What it is in the study, in a few words.</param>
/// <param name="Fraction">How much of it is done, 0 … 1.</param>
/// <param name="FromStore">It had been run before.</param>
public sealed record StudyProgress(int Done, int Total, Unit Unit, string Label, double Fraction, bool FromStore);
