using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Search.NsgaNet;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Costs;

/// <summary>What one unit will cost.</summary>
/// <param name="Group">Phase and method, or phase and target: a row of a table.</param>
/// <param name="Passes">Images forward and backward.</param>
/// <param name="Macs">Multiply-adds in all.</param>
/// <param name="Hours">Of a device, summed over those that share it; null where no rate is known.</param>
/// <param name="WeightBytes">Of its network in 32 bits.</param>
/// <param name="Ranks">Devices that share it.</param>
public sealed record UnitForecast(
    string Title,
    string Phase,
    string Group,
    Work Work,
    long Passes,
    double Macs,
    double? Hours,
    double WeightBytes,
    int Ranks = 1
)
{
    /// <summary>From its start to its end, if ranks lose nothing; null where no rate is known.</summary>
    public double? WallClockHours => Hours / Ranks;
}

/// <summary>A row of a plan's table.</summary>
public sealed record ForecastRow(string Phase, string Group, int Units, long Passes, double Macs, double? Hours);

/// <summary>What a study will cost, before anything runs.</summary>
/// <param name="Sizes">Where the numbers of images come from.</param>
/// <param name="Rate">Where the hours come from; null for none.</param>
/// <param name="LongestChain">Titles of the search and the training after it that take longest together.</param>
/// <param name="LongestChainHours">From its start to its end; null where no rate is known.</param>
/// <param name="DiskBytes">An upper bound: results, and one checkpoint of each unit.</param>
public sealed record PlanForecast(
    string Sizes,
    Throughput? Rate,
    ImmutableArray<UnitForecast> Searches,
    ImmutableArray<UnitForecast> Augments,
    ImmutableArray<string> LongestChain,
    double? LongestChainHours,
    double DiskBytes
)
{
    // unit.json, result.json with its trace, cost.json, events: tens of kilobytes, more where traces are long.
    private const double BytesOfAResult = 100_000;

    // Weights, momentum, and two generations of both.
    private const double WeightsInACheckpoint = 4;

    public IEnumerable<UnitForecast> Units => Searches.Concat(Augments);

    public int Count => Searches.Length + Augments.Length;

    public ImmutableArray<ForecastRow> Rows =>
        [
            .. Units
                .GroupBy(unit => (unit.Phase, unit.Group))
                .Select(group => new ForecastRow(
                    group.Key.Phase,
                    group.Key.Group,
                    group.Count(),
                    group.Sum(unit => unit.Passes),
                    group.Sum(unit => unit.Macs),
                    group.All(unit => unit.Hours is not null) ? group.Sum(unit => unit.Hours) : null
                )),
        ];

    public static PlanForecast Of(StudyPlan plan, IStudySizes sizes, Throughput? rate)
    {
        Dictionary<PlannedSearch, UnitForecast> searches = plan.Searches.ToDictionary(
            search => search,
            search => Search(plan.Profile, search, sizes, rate)
        );
        var augments = plan
            .Augments.Select(augment => (augment.Run, Forecast: Augment(plan.Profile, augment.Run, sizes, rate)))
            .ToArray();
        var chain = augments
            .Select(one => (Search: searches[one.Run.Search], one.Forecast))
            .OrderByDescending(pair => Weight(pair.Search) + Weight(pair.Forecast))
            .Select(pair => new[] { pair.Search, pair.Forecast })
            .FirstOrDefault([.. searches.Values.OrderByDescending(Weight).Take(1)]);
        UnitForecast[] all = [.. searches.Values, .. augments.Select(one => one.Forecast)];
        return new PlanForecast(
            sizes.Origin,
            rate,
            [.. plan.Searches.Select(search => searches[search])],
            [.. augments.Select(one => one.Forecast)],
            [.. chain.Select(unit => unit.Title)],
            rate is null ? null : chain.Sum(unit => unit.WallClockHours),
            all.Sum(unit => BytesOfAResult + WeightsInACheckpoint * unit.WeightBytes)
        );
    }

    private static double Weight(UnitForecast unit) => (unit.Hours ?? unit.Macs) / unit.Ranks;

    private static UnitForecast Search(Profile profile, PlannedSearch search, IStudySizes sizes, Throughput? rate)
    {
        if (search.Source is null)
        {
            return new UnitForecast(search.Title, "search", search.Method, Work.Network, 0, 0, 0, 0);
        }

        ISearchOptions options = MethodStem(profile, search);
        SearchCost cost = SearchForecast.Of(options, sizes.Source(search.Source));
        var (channels, cells) = MethodCatalogue.SizeOf(options);
        SourceSize source = sizes.Source(search.Source);
        Work work = options switch
        {
            DartsOptions => Work.Supernet,
            NsgaNetOptions => Work.Network,
            _ => Work.SinglePath,
        };
        double parameters = SupernetCost
            .Of(channels, cells, source.Classes, StemOf(profile, search), source.Size)
            .Parameters;
        return new UnitForecast(
            search.Title,
            "search",
            search.Method,
            work,
            cost.ForwardBackwardImages,
            cost.Macs,
            Hours(cost.Macs, work, rate),
            sizeof(float) * parameters
        );
    }

    private static UnitForecast Augment(Profile profile, PlannedAugment run, IStudySizes sizes, Throughput? rate)
    {
        var (train, test, classes, size) = sizes.Set(run.Target);
        DataSetProfile target = profile.DataSets[run.Target];
        int cells = profile.Cells[run.Cells];
        double macs = MeanArchitecture.Macs(profile.Network.Channels, cells, classes, target.Stem, size);
        int epochs = target.Augment.Epochs;
        long passes = train * epochs;
        double all = macs * (SearchCost.PassesOfForwardAndBackward * (double)passes + (double)test * epochs);
        double parameters = MeanArchitecture.Parameters(profile.Network.Channels, cells, classes, target.Stem, size);
        return new UnitForecast(
            run.Title,
            "augment",
            run.Target,
            Work.Network,
            passes,
            all,
            Hours(all, Work.Network, rate),
            sizeof(float) * parameters,
            target.Augment.Ranks
        );
    }

    private static Stem StemOf(Profile profile, PlannedSearch search) =>
        profile.DataSets[StudyPlan.SetOf(search.Source!)].Stem;

    private static ISearchOptions MethodStem(Profile profile, PlannedSearch search) =>
        MethodCatalogue.WithStem(profile.Methods[search.Method], StemOf(profile, search));

    private static double? Hours(double macs, Work work, Throughput? rate) =>
        rate is null ? null : macs / rate.MacsPerSecond[work] / TimeSpan.FromHours(1).TotalSeconds;
}
