using NasTransfer.Engine;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Plans;

[TestFixture]
public sealed class StudyPlanTests
{
    [TestCase("\"val\", \"size\": 8", "\"val\", \"size\": 10", "dataSets:ImageNet1K: An image size of 10 px")]
    [TestCase("\"ImageNet1K\": {", "\"ImageNet22K\": {", "has no sizes for ImageNet1K; it has them for")]
    [TestCase("\"searchImages\": 12", "\"searchImages\": 17", "searchImages is 17; the set has 16")]
    [TestCase(", \"generated\": { \"seed\": 3, \"difficulty\": 0.4 }", "", "no generated images for ImageNet1K")]
    public void Units_ABrokenRule_IsRefusedBeforeAnythingRuns(string old, string replacement, string named) =>
        Assert.That(
            () => SmallStudy.Units(SmallStudy.Plan(SmallStudy.Profile(old, replacement))),
            Throws.TypeOf<BadInputException>().With.Message.Contains(named)
        );

    [Test]
    public void Of_TwoSourcesOneTarget_CrossesSeeds()
    {
        StudyPlan plan = SmallStudy.Plan();

        // 2 sources × 2 search seeds and 3 random architectures, each trained on one target.
        Assert.That(plan.Searches, Has.Length.EqualTo(7));
        Assert.That(plan.Augments, Has.Length.EqualTo(7));
        Assert.That(
            plan.Searches.Where(search => search.IsRandom).Select(search => search.Seed),
            Is.EqualTo(new ulong[] { 101, 102, 103 })
        );
        Assert.That(SmallStudy.Units(plan).Tasks.Select(task => (task.Search.Key, task.Augment)), Is.Unique);
    }

    [Test]
    public void Of_ExperimentsThatNeedTheSameRun_HaveItOnce()
    {
        Experiment seeds = SmallStudy.Transfer with
        {
            Name = "seeds",
            Count = ArchitectureCount.Ablations,
            AugmentSeeds = [2, 3],
        };

        StudyPlan plan = SmallStudy.Plan(null, SmallStudy.Transfer, seeds);

        // 2 sources × 2 searches at augment seed 2, and one of each source again at seed 3.
        Assert.That(plan.Searches, Has.Length.EqualTo(4));
        Assert.That(plan.Augments, Has.Length.EqualTo(6));
        Assert.That(plan.Augments[0].Experiments, Is.EqualTo(new[] { "transfer", "seeds" }));
        Assert.That(plan.Augments[^1].Experiments, Is.EqualTo(new[] { "seeds" }));
        Assert.That(plan.Augments[^1].Run.AugmentSeed, Is.EqualTo(3));
    }

    [Test]
    public void Of_NoTargets_SearchesAndTrainsNothing()
    {
        StudyPlan plan = SmallStudy.Plan(null, SmallStudy.Transfer with { Targets = [] });

        Assert.That(plan.Searches, Has.Length.EqualTo(4));
        Assert.That(plan.Augments, Is.Empty);
    }

    [Test]
    public void Tasks_DepthsAndTricks_AreTheProfiles()
    {
        Experiment ablation = SmallStudy.Random with
        {
            Count = ArchitectureCount.Ablations,
            Cells = [20, 60],
            Tricks = [Trick.None, Trick.DropPath, Trick.Cutout],
        };

        UnitPlan plan = SmallStudy.Units(SmallStudy.Plan(null, ablation));

        var orders = plan.Tasks.Select(task => task.Augment).OfType<Study.Execution.AugmentOrder>().ToArray();
        Assert.That(orders.Select(order => order.Network.Cells), Is.EqualTo(new[] { 3, 3, 3, 5, 5, 5 }));
        Assert.That(
            orders.Select(order => order.Options.DropPathProbability),
            Is.EqualTo(new[] { 0, 0.2, 0, 0, 0.2, 0 })
        );
        // Half of 8 px.
        Assert.That(orders.Select(order => order.Options.CutoutLength), Is.EqualTo(new[] { 0, 0, 4, 0, 0, 4 }));
    }

    [Test]
    public void Tasks_RandomSampling_DependsOnNoData()
    {
        SearchUnit random = SmallStudy
            .Units()
            .Tasks.Select(task => task.Search)
            .First(unit => unit.Method == "RandomSampling");

        Assert.That(random.Source, Is.Null);
        Assert.That(random.SplitSha256, Is.Null);
    }

    [Test]
    public void Tasks_ATraining_HasTheTargetsEpochsAndClasses()
    {
        UnitPlan plan = SmallStudy.Units();

        AugmentUnit unit = plan.UnitOf(plan.Study.Augments[0].Run, Fakes.Genotype(0));

        Assert.That(unit.Options.Epochs, Is.EqualTo(2));
        Assert.That(unit.Network.Classes, Is.EqualTo(3));
        Assert.That(unit.Seed, Is.EqualTo(2));
    }

    [Test]
    public void CheckDevice_ACudaProfileOnAProcessor_IsRefused()
    {
        Profile cuda = SmallStudy.Profile() with { Device = "cuda" };

        Assert.That(
            () => PlanValidator.CheckDevice(cuda, "cpu"),
            Throws.TypeOf<BadInputException>().With.Message.Contains("--device=cuda")
        );
        Assert.That(() => PlanValidator.CheckDevice(cuda, "cuda"), Throws.Nothing);
        Assert.That(() => PlanValidator.CheckDevice(SmallStudy.Profile(), "cpu"), Throws.Nothing);
    }

    [Test]
    public void Deviations_ASmallProfileOnGeneratedImages_NamesWhatDiffers()
    {
        UnitPlan plan = SmallStudy.Units();

        string[] named = [.. PaperProtocol.Deviations(plan.Study, plan.Images).Select(deviation => deviation.What)];

        Assert.That(
            named,
            Is.SupersetOf(
                new[]
                {
                    "CIFAR10",
                    "ImageNet1K",
                    "augment network",
                    "searches of a method and source",
                    "random architectures",
                    "DARTS search",
                    "DARTS search network",
                    "training on ImageNet1K",
                }
            )
        );
    }

    [Test]
    public void Deviations_TrainingsOfTheSameSteps_AreOneRowWithBothSides()
    {
        UnitPlan plan = SmallStudy.Units(
            SmallStudy.Plan(SmallStudy.Profile(overrides: "dataSets:ImageNet1K:augment:learningRate=0.1"))
        );

        Deviation training = PaperProtocol
            .Deviations(plan.Study, plan.Images)
            .Single(deviation => deviation.What.StartsWith("training on", StringComparison.Ordinal));

        Assert.That(training.What, Is.EqualTo("training on ImageNet1K"));
        Assert.That(training.Paper, Is.EqualTo("batch 96, lr 0.025"));
        Assert.That(training.Here, Is.EqualTo("batch 16, lr 0.1"));
    }

    [Test]
    public void Full_IsThePaperToTheLetter()
    {
        Profile full = ProfileFile.Load(
            ProfileFile.Find(Repository.Root, "full"),
            [],
            new System.Collections.Hashtable()
        );
        PaperExperiments paper = PaperExperiments.Paper;
        StudyPlan plan = StudyPlan.Of(full, paper, paper.All);

        Assert.That(full.Counts, Is.EqualTo(paper.Counts));
        Assert.That(PaperProtocol.Deviations(plan, new StudyImages(full, new PaperImages())), Is.Empty);
    }

    [Test]
    public void Evidence_FollowsTheDataAndNotTheName()
    {
        Profile paper = SmallStudy.Profile() with { EvidenceLevel = EvidenceLevel.L4 };
        StudyDataSet generated = SmallStudy.Units().Images.Set("ImageNet1K");
        StudyDataSet real = generated with { IsGenerated = false };

        Assert.That(Evidence.Of(paper, [generated, real]), Is.EqualTo(EvidenceLevel.L2));
        Assert.That(Evidence.Of(paper, [real]), Is.EqualTo(EvidenceLevel.L4));
        Assert.That(Evidence.Of(paper, [real, real with { StandIn = "others" }]), Is.EqualTo(EvidenceLevel.L3));
        Assert.That(
            Evidence.Of(paper with { Overrides = ["methods:DARTS:epochs"] }, [real]),
            Is.EqualTo(EvidenceLevel.L3)
        );
    }

    /// <summary>Stands for the real sets: what deviations ask is whether they are real.</summary>
    private sealed class PaperImages : IDataSource
    {
        public string Kind => "real";

        public StudyDataSet Load(DataSetProfile profile)
        {
            Engine.Data.ImageSet none = new(profile.Role, profile.Size, ["one"], [], [], []);
            return new StudyDataSet(profile.Role, profile.Role, none, none, IsGenerated: false, StandIn: null, []);
        }
    }
}
