using System.Collections.Immutable;
using NasTransfer.Claims.Paper;
using NasTransfer.Study.Costs;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Catalogue;

/// <summary>
/// What is known of the runs before any is seen: it fixes n, the number of cells and the margins of every claim.
/// </summary>
public sealed record ClaimSetting
{
    /// <summary>What the runs are evidence of.</summary>
    public required EvidenceLevel Level { get; init; }

    /// <summary>How the runs depart from the paper.</summary>
    public ImmutableArray<Deviation> Deviations { get; init; } = [];

    /// <summary>For the power gate and the margins; null where there is no pilot.</summary>
    public Pilot? Pilot { get; init; }

    /// <summary>Planned architectures of each kind; a kind that is not there takes all runs, as of results from elsewhere.</summary>
    public ImmutableSortedDictionary<ArchitectureCount, int> Counts { get; init; } =
        ImmutableSortedDictionary<ArchitectureCount, int>.Empty;

    /// <summary>Cells of the augment network by the paper's number; empty where runs have the paper's.</summary>
    public ImmutableSortedDictionary<int, int> Cells { get; init; } = ImmutableSortedDictionary<int, int>.Empty;

    /// <summary>
    /// Augment seeds of the claims that do not compare them; empty takes all. So a study of all claims says of one claim
    /// what a study of that claim alone says.
    /// </summary>
    public ImmutableArray<ulong> AugmentSeeds { get; init; } = [];

    /// <summary>Images that a search has, by a name of Table 1; the table's training images where it is not there.</summary>
    public ImmutableSortedDictionary<string, long> SourceImages { get; init; } =
        ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Of runs that a plan makes.</summary>
    /// <param name="level">Of <see cref="Evidence"/>.</param>
    /// <param name="deviations">Of <see cref="PaperProtocol"/>.</param>
    public static ClaimSetting Of(
        StudyPlan plan,
        EvidenceLevel level,
        ImmutableArray<Deviation> deviations,
        IStudySizes sizes
    ) =>
        new()
        {
            Level = level,
            Deviations = deviations,
            Pilot = plan.Profile.Pilot,
            Counts = plan.Profile.Counts,
            Cells = plan.Profile.Cells,
            AugmentSeeds = [Experiment.DefaultAugmentSeed],
            SourceImages = plan
                .Searches.Select(search => search.Source)
                .OfType<string>()
                .Distinct()
                .ToImmutableSortedDictionary(source => source, source => Images(sizes.Source(source))),
        };

    /// <summary>Planned n; null where none was fixed.</summary>
    public int? CountOf(ArchitectureCount kind) => Counts.TryGetValue(kind, out int count) ? count : null;

    /// <summary>
    /// Cells of the runs that stand for a number of the paper; null, which takes what there is, for the number of nearly
    /// all experiments where no profile says another.
    /// </summary>
    public int? CellsOf(int paper) =>
        Cells.TryGetValue(paper, out int here) ? here
        : paper == Experiment.DefaultCells ? null
        : paper;

    /// <param name="source">A name of Table 1.</param>
    public long ImagesOf(string source) =>
        SourceImages.TryGetValue(source, out long images) ? images : PaperTable1.Find(source).Train.Value;

    private static long Images(SourceSize size) => size.Train + size.Validation;
}
