using NasTransfer.Study.DataSets;

namespace NasTransfer.Study.Profiles;

/// <summary>How much a profile's runs can say on the data that they really had.</summary>
public static class Evidence
{
    /// <summary>
    /// The profile's own level, lowered: generated images test the machinery (L2); a stand-in for one of the sets, or a
    /// changed setting, is not the paper's protocol (L3).
    /// </summary>
    public static EvidenceLevel Of(Profile profile, IEnumerable<StudyDataSet> used)
    {
        StudyDataSet[] sets = [.. used];
        EvidenceLevel level = profile.EvidenceLevel;
        if (sets.Any(set => set.StandIn is not null) || !profile.Overrides.IsEmpty)
        {
            level = Lower(level, EvidenceLevel.L3);
        }

        return sets.Any(set => set.IsGenerated) ? Lower(level, EvidenceLevel.L2) : level;
    }

    private static EvidenceLevel Lower(EvidenceLevel level, EvidenceLevel bound) => level < bound ? level : bound;
}
