using System.Collections;
using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Reporting.Columns;
using NasTransfer.Study.Costs;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;

namespace NasTransfer.Reporting.Tests;

/// <summary>
/// The whole tiny study with made-up results, as a report gets it: every claim, figure and table has runs, and there is a
/// column of a results file and one of another profile beside it.
/// </summary>
internal static class WholeStudy
{
    /// <summary>Six runs of somebody: DARTS from CIFAR10 and random sampling on ImageNet1K.</summary>
    public static string ResultsFile { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures", "runs.csv");

    private static readonly Lazy<StudyReport> Made = new(Make);

    /// <summary>One report for all tests: nothing changes it.</summary>
    public static StudyReport Report => Made.Value;

    /// <summary>Writes the report and, beside it, a file for every link into the run store.</summary>
    /// <returns>The folder of the report.</returns>
    public static string Write(StudyReport report, string folder)
    {
        string pages = Path.Combine(folder, "report");
        ReportWriter.Write(report, pages);
        foreach (
            string key in report
                .Outcome.Searches.Select(search => search.Unit.Key)
                .Concat(report.Outcome.Augments.Select(augment => augment.Unit.Key))
        )
        {
            string unit = Directory.CreateDirectory(Path.Combine(folder, "store", key)).FullName;
            File.WriteAllText(Path.Combine(unit, "result.json"), "{}");
            File.WriteAllText(Path.Combine(unit, "events.jsonl"), "");
        }

        return pages;
    }

    private static StudyReport Make()
    {
        UnitPlan plan = Plan();
        StudyOutcome outcome = Outcome(plan);
        ObservationFile file = ObservationCsv.Read(ResultsFile);
        return new StudyReport
        {
            Profile = plan.Profile,
            Results = Judged(plan, outcome),
            Outcome = outcome,
            Environment = new RuntimeEnvironment([new("CPU", "made-up <processor> & co")]),
            Command = "./build.sh --target=Reproduce --profile=tiny",
            VerificationCommand = "nastransfer verify --profile tiny --store DIR",
            StoreFolder = "../store",
            Verification = Verified(outcome),
            Beside =
            [
                EvidenceColumn.OfProfile(
                    "other",
                    "no images",
                    "./build.sh --target=Reproduce --profile=other",
                    ClaimJudge.JudgeAll([], new ClaimSetting { Level = EvidenceLevel.L3 })
                ),
                EvidenceColumn.OfResults(
                    Path.GetFileName(ResultsFile),
                    file.Observations.Length,
                    ClaimJudge.JudgeAll(file.Observations, new ClaimSetting { Level = EvidenceLevel.L1 })
                ),
            ],
        };
    }

    private static ImmutableArray<ClaimResult> Judged(UnitPlan plan, StudyOutcome outcome) =>
        ClaimJudge.JudgeAll(
            ObservationTable.Of(outcome),
            ClaimSetting.Of(
                plan.Study,
                EvidenceLevel.L2,
                PaperProtocol.Deviations(plan.Study, plan.Images),
                new LoadedSizes(plan.Images)
            )
        );

    private static UnitPlan Plan()
    {
        // The shipped profile, whatever the environment says.
        Profile profile = ProfileFile.Load(ProfileFile.Find(AppContext.BaseDirectory, "tiny"), [], new Hashtable());
        return UnitPlan.Of(
            StudyPlan.Of(profile, PaperExperiments.Paper, PaperExperiments.Paper.All),
            new StudyImages(profile, new GeneratedDataSource())
        );
    }

    private static StudyOutcome Outcome(UnitPlan plan)
    {
        Dictionary<PlannedSearch, CompletedSearch> searches = plan.Study.Searches.ToDictionary(
            planned => planned,
            planned => new CompletedSearch(
                planned,
                plan.UnitOf(planned),
                new SearchResult(
                    planned.Method,
                    planned.Seed,
                    SamplingLaw.Sample(Random($"genotype of {planned.Title}")),
                    [],
                    new SearchCost(planned.Source is null ? 0 : 3L * plan.Images.Source(planned.Source).Images, 0, 0)
                ),
                new UnitCost(1, 1, 1)
            )
        );
        return new StudyOutcome(
            plan,
            [.. searches.Values],
            [.. plan.Study.Augments.Select(augment => Augment(plan, augment.Run, augment.Experiments, searches))],
            [],
            []
        );
    }

    private static CompletedAugment Augment(
        UnitPlan plan,
        PlannedAugment planned,
        ImmutableArray<string> experiments,
        Dictionary<PlannedSearch, CompletedSearch> searches
    )
    {
        CompletedSearch search = searches[planned.Search];
        double top1 = 60 + 2 * Random(planned.Title).NextGaussian();
        return new CompletedAugment(
            planned,
            experiments,
            search,
            plan.UnitOf(planned, search.Result.Genotype),
            new AugmentResult(top1, top1 + 0.1, 0, Diverged: false, [], 1000, 2000, 100, "00"),
            new UnitCost(2, 2, 3 << 20)
        );
    }

    /// <summary>Three units: the same bits, other bits, no result.</summary>
    private static StoredVerification Verified(StudyOutcome outcome)
    {
        CompletedSearch[] units = [.. outcome.Searches.Take(3)];
        string hash = new('a', 64);
        string?[] again = [hash, new string('b', 64), null];
        return new StoredVerification(
            new Verification(
                outcome.Searches.Length,
                [.. units.Zip(again, (unit, found) => new VerifiedUnit(unit.Planned.Title, unit.Unit.Key, hash, found))]
            ),
            [units[0].Unit.Key]
        );
    }

    private static CounterRandom Random(string purpose) => new(seed: 0, purpose);
}
