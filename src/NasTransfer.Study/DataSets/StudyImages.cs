using NasTransfer.Engine;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Search;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Proxies;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.DataSets;

/// <summary>The images of a profile: its sets, and the sources of Table 1 that searches see. Each is loaded once.</summary>
public sealed class StudyImages(Profile profile, IDataSource data) : IUnitImages
{
    private readonly Dictionary<string, StudyDataSet> sets = [];
    private readonly Dictionary<string, SearchSource> sources = [];

    /// <summary>"generated" or "real".</summary>
    public string Kind => data.Kind;

    /// <param name="role">A set of the paper.</param>
    /// <exception cref="BadInputException">The profile has no such set, or its images are missing or break a rule.</exception>
    public StudyDataSet Set(string role)
    {
        if (!sets.TryGetValue(role, out StudyDataSet? set))
        {
            set = data.Load(PlanValidator.DataSetOf(profile, role));
            PlanValidator.Check(profile, set);
            sets[role] = set;
        }

        return set;
    }

    /// <param name="name">A set or a proxy of Table 1.</param>
    /// <exception cref="BadInputException">As <see cref="Set"/>; or the proxy cannot be taken from the set.</exception>
    public SearchSource Source(string name)
    {
        if (!sources.TryGetValue(name, out SearchSource? source))
        {
            sources[name] = source = Load(profile.ProxyOf(name));
        }

        return source;
    }

    public SearchData? Of(SearchUnit unit)
    {
        if (unit.Source is null)
        {
            return null;
        }

        SearchSource source = Source(unit.Source.Name);
        Require(source.Data == unit.Source && source.Split.Sha256 == unit.SplitSha256, unit.Source.Name, unit);
        return source.Split.Data;
    }

    public (IImageSource Train, IImageSource Test) Of(AugmentUnit unit)
    {
        StudyDataSet set = Set(unit.Target.Role);
        Require(set.Data == unit.Target, unit.Target.Role, unit);
        return (set.Train, set.Test);
    }

    private SearchSource Load(ProxyDefinition definition)
    {
        StudyDataSet set = Set(definition.Source);
        if (definition.IsWhole)
        {
            return new SearchSource(
                new UnitData(set.Role, set.Train.Fingerprint, TestSha256: null),
                SearchSplit.Of(set.Train, profile.DataSets[set.Role].SearchImages),
                set.Classes
            );
        }

        NamedImage[] train = Named(set.Train);
        NamedImage[] reported = Named(set.Test);
        ProxyImages proxy = ProxyImages.Of(
            ProxySet.Resolve(definition, ClassSizes.Of(set.Role, train, reported), profile.ProxyOf),
            train,
            reported
        );
        HashSet<string> chosen = [.. proxy.ForSearch];
        UsedClasses images = UsedClasses.Of(
            set.Train.Select(
                [.. Enumerable.Range(0, set.Train.Count).Where(i => chosen.Contains(set.Train.File(i)))],
                definition.Name
            )
        );
        return new SearchSource(
            new UnitData(set.Role, images.Fingerprint, TestSha256: null, definition.Name, proxy.Sha256),
            SearchSplit.Of(images, images: null),
            images.Classes.Length
        );
    }

    private static NamedImage[] Named(IImageSource set) =>
        [.. Enumerable.Range(0, set.Count).Select(i => new NamedImage(set.Classes[set.Label(i)], set.File(i)))];

    private static void Require(bool same, string name, Unit unit)
    {
        if (!same)
        {
            throw new BadInputException(
                $"The images of {name} are others than those of the unit {unit.Key[..12]} ({unit.Title}); give the profile and the --data folder that it was planned with."
            );
        }
    }
}
