using NasTransfer.Engine;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Search;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution;

/// <summary>The images of a profile's data sets. Each set is loaded when a unit first names it.</summary>
public sealed class ProfileImages(Profile profile, IDataSource data) : IUnitImages
{
    private readonly Dictionary<string, SearchSplit> splits = [];

    public SearchData? Of(SearchUnit unit)
    {
        if (unit.Source is not { } source)
        {
            return null;
        }

        StudyDataSet set = Load(source);
        if (!splits.TryGetValue(source.Role, out SearchSplit? split))
        {
            splits[source.Role] = split = SearchSplit.Of(set.Train, profile.DataSets[source.Role].SearchImages);
        }

        Check($"{source.Role} split for searches", unit.SplitSha256, split.Sha256);
        return split.Data;
    }

    public (ImageSet Train, ImageSet Test) Of(AugmentUnit unit)
    {
        StudyDataSet set = Load(unit.Target);
        Check($"{unit.Target.Role} test", unit.Target.TestSha256, set.Test.Fingerprint);
        return (set.Train, set.Test);
    }

    private StudyDataSet Load(UnitData named)
    {
        if (!profile.DataSets.TryGetValue(named.Role, out DataSetProfile? dataSet))
        {
            throw new BadInputException(
                $"The profile {profile.Name} has no data set {named.Role}; it has {string.Join(", ", profile.DataSets.Keys)}."
            );
        }

        StudyDataSet set = data.Load(dataSet);
        Check($"{named.Role} train", named.TrainSha256, set.Train.Fingerprint);
        return set;
    }

    private static void Check(string what, string? wanted, string found)
    {
        if (wanted != found)
        {
            throw new BadInputException(
                $"The images of {what} have the fingerprint {found}, but the unit names {wanted}; give the images and the profile that the study was planned with."
            );
        }
    }
}
