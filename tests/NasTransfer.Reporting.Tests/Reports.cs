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
using NasTransfer.Study.Costs;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Proxies;
using NasTransfer.Study.Store;

namespace NasTransfer.Reporting.Tests;

/// <summary>A made-up study of two transfers, as a report gets it.</summary>
internal static class Reports
{
    private const ulong FirstSearchSeed = 2;
    private const ulong FirstRandomSeed = 7;

    /// <param name="method">DARTS's accuracy with seeds 2, 3, 4.</param>
    /// <param name="random">Random sampling's with seeds 7, 8, 9.</param>
    /// <param name="standIn">What the data set CIFAR100 says of itself.</param>
    public static StudyReport Of(double[] method, double[] random, string? standIn = null)
    {
        UnitPlan plan = Plan(standIn);
        StudyOutcome outcome = Outcome(plan, method, random);
        ClaimSetting setting = ClaimSetting.Of(
            plan.Study,
            EvidenceLevel.L2,
            PaperProtocol.Deviations(plan.Study, plan.Images),
            new LoadedSizes(plan.Images)
        );
        return new StudyReport
        {
            Profile = plan.Profile,
            Results = ClaimJudge.JudgeAll(ObservationTable.Of(outcome), setting),
            Outcome = outcome,
            Environment = new RuntimeEnvironment([new("CPU", "made-up <processor> & co")]),
            Command = "./build.sh --target=Reproduce --profile=tiny",
            VerificationCommand = "nastransfer verify --profile tiny --store DIR",
            StoreFolder = "../store",
        };
    }

    public static StudyReport Usual() => Of([61, 62, 63], [60, 60.5, 64]);

    private static StudyOutcome Outcome(UnitPlan plan, double[] method, double[] random)
    {
        ImmutableArray<CompletedSearch> searches =
        [
            .. plan.Study.Searches.Select(planned => new CompletedSearch(
                planned,
                plan.UnitOf(planned),
                new SearchResult(planned.Method, planned.Seed, PublishedGenotypes.DartsV2, [], SearchCost.Zero),
                new UnitCost(1, 1, 1)
            )),
        ];
        return new StudyOutcome(
            plan,
            searches,
            [
                .. plan.Study.Augments.Select(augment =>
                {
                    PlannedAugment planned = augment.Run;
                    CompletedSearch search = searches.Single(one => one.Planned == planned.Search);
                    double top1 = planned.Search.IsRandom
                        ? random[planned.Search.Seed - FirstRandomSeed]
                        : method[planned.Search.Seed - FirstSearchSeed];
                    return new CompletedAugment(
                        planned,
                        augment.Experiments,
                        search,
                        plan.UnitOf(planned, search.Result.Genotype),
                        new AugmentResult(top1, top1, 0, double.IsNaN(top1), [], 1000, 2000, 100, "00"),
                        new UnitCost(2, 2, 3 << 20)
                    );
                }),
            ],
            [],
            []
        );
    }

    private static UnitPlan Plan(string? standIn)
    {
        Profile profile = new()
        {
            Name = "tiny",
            EvidenceLevel = EvidenceLevel.L2,
            Device = "cpu",
            InstructionSet = InstructionSet.Portable,
            Network = new NetworkProfile(4, PoolBatchNorm.Always),
            Methods = ImmutableSortedDictionary<string, ISearchOptions>.Empty.Add(
                "DARTS",
                new DartsOptions { Epochs = 1 }
            ),
            DataSets = ((string[])["CIFAR10", "CIFAR100", "ImageNet1K"]).ToImmutableSortedDictionary(
                role => role,
                DataSet
            ),
            Counts = Enum.GetValues<ArchitectureCount>().ToImmutableSortedDictionary(count => count, _ => 3),
            Cells = ImmutableSortedDictionary<int, int>.Empty.Add(Study.Experiments.Experiment.DefaultCells, 5),
            Tricks = new TrickProfile(0.2, 0.4, 0.5),
            Proxies = ImmutableSortedDictionary<string, ProxyDefinition>.Empty,
        };
        PaperExperiments experiments = new(
            FirstSearchSeed,
            FirstRandomSeed,
            PaperExperiments.Paper.Counts,
            [
                Experiment("transfer", "DARTS", ["CIFAR10", "CIFAR100"]),
                Experiment("random", Observation.RandomSampling, []),
            ]
        );
        return UnitPlan.Of(
            StudyPlan.Of(profile, experiments, experiments.All),
            new StudyImages(profile, new MadeUpImages(standIn))
        );
    }

    private static Experiment Experiment(string name, string method, ImmutableArray<string> sources) =>
        new()
        {
            Name = name,
            Place = "a test",
            Count = ArchitectureCount.Searches,
            Methods = [method],
            Sources = sources,
            Targets = ["ImageNet1K"],
        };

    private static DataSetProfile DataSet(string role) =>
        new()
        {
            Role = role,
            Folder = role,
            ReportedSplit = "test",
            Size = 8,
            Augment = new AugmentOptions { Epochs = 1 },
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
