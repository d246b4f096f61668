using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Training;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;

namespace NasTransfer.Reporting.Tests;

/// <summary>A made-up study of two transfers, as a report gets it.</summary>
internal static class Reports
{
    public static readonly ClaimSizes Sizes = new()
    {
        Sources = ["CIFAR10", "CIFAR100"],
        Targets = ["ImageNet1K"],
        Methods = ["DARTS"],
        SearchSeeds = [2, 3, 4],
        RandomSeeds = [7, 8, 9],
        AugmentSeeds = [2],
    };

    /// <param name="method">DARTS's accuracy with seeds 2, 3, 4.</param>
    /// <param name="random">Random sampling's with seeds 7, 8, 9.</param>
    /// <param name="standIn">What the data set CIFAR100 says of itself.</param>
    public static StudyReport Of(double[] method, double[] random, string? standIn = null)
    {
        StudyPlan plan = Plan(standIn);
        StudyOutcome outcome = Outcome(plan, method, random);
        ClaimResult result = new C15RandomIsStrong(
            Sizes,
            EvidenceLevel.L2,
            PaperProtocol.Deviations(plan, "C15")
        ).Judge(ObservationTable.Of(outcome));
        return new StudyReport
        {
            Profile = plan.Profile,
            Results = [result],
            Outcomes = [outcome],
            Environment = new RuntimeEnvironment([new("CPU", "made-up <processor> & co")]),
            Command = "./build.sh --target=Reproduce --profile=tiny",
            StoreFolder = "store",
        };
    }

    public static StudyReport Usual() => Of([61, 62, 63], [60, 60.5, 64]);

    private static StudyOutcome Outcome(StudyPlan plan, double[] method, double[] random)
    {
        ImmutableArray<CompletedSearch> searches =
        [
            .. plan.Searches.Select(unit => new CompletedSearch(
                unit,
                new SearchResult(unit.Method, unit.Seed, PublishedGenotypes.DartsV2, [], SearchCost.Zero),
                new UnitCost(1, 1, 1),
                FromStore: false
            )),
        ];
        return new StudyOutcome(
            plan,
            searches,
            [
                .. plan.Augments.Select(planned =>
                {
                    CompletedSearch search = searches.Single(one => one.Unit == planned.Search);
                    double top1 = search.Unit.Source is null
                        ? random[search.Unit.Seed - 7]
                        : method[search.Unit.Seed - 2];
                    return new CompletedAugment(
                        planned,
                        search,
                        plan.UnitOf(planned, search.Result.Genotype),
                        new AugmentResult(top1, top1, 0, double.IsNaN(top1), [], 1000, 2000, 100, "00"),
                        new UnitCost(2, 2, 3 << 20),
                        FromStore: true
                    );
                }),
            ],
            []
        );
    }

    private static StudyPlan Plan(string? standIn)
    {
        Profile profile = new()
        {
            Name = "tiny",
            EvidenceLevel = EvidenceLevel.L2,
            Device = "cpu",
            InstructionSet = InstructionSet.Portable,
            Network = new NetworkProfile(4, 5, PoolBatchNorm.Always),
            Methods = ImmutableSortedDictionary<string, ISearchOptions>.Empty.Add(
                "DARTS",
                new DartsOptions { Epochs = 1 }
            ),
            Augment = new AugmentOptions(),
            DataSets = ((string[])["CIFAR10", "CIFAR100", "ImageNet1K"]).ToImmutableSortedDictionary(
                role => role,
                DataSet
            ),
            Claims = ImmutableSortedDictionary<string, ClaimSizes>.Empty.Add("C15", Sizes),
        };
        return TransferPlan.Build(profile, "C15", new MadeUpImages(standIn));
    }

    private static DataSetProfile DataSet(string role) =>
        new()
        {
            Role = role,
            Folder = role,
            ReportedSplit = "test",
            Size = 8,
            AugmentEpochs = 1,
            Stem = Stem.Cifar,
        };

    private sealed class MadeUpImages(string? standIn) : IDataSource
    {
        public string Kind => "real";

        public StudyDataSet Load(DataSetProfile profile) =>
            new(
                profile.Role,
                profile.Role,
                Images(profile.Role, 1, 8),
                Images(profile.Role, 2, 4),
                IsGenerated: false,
                profile.Role == "CIFAR100" ? standIn : null,
                []
            );

        private static ImageSet Images(string role, byte shade, int count)
        {
            byte[] pixels = new byte[count * 8 * 8 * 3];
            Array.Fill(pixels, shade);
            return new ImageSet(
                role,
                8,
                ["a", "b"],
                pixels,
                [.. Enumerable.Range(0, count).Select(i => i % 2)],
                [.. Enumerable.Range(0, count).Select(i => $"{shade}/{i}")]
            );
        }
    }
}
