using NasTransfer.Engine;
using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Plans;

[TestFixture]
public sealed class TransferPlanTests
{
    [TestCase("\"searchSeeds\": [2, 3]", "\"searchSeeds\": [2, 2]", "searchSeeds holds the seed 2 2 times")]
    [TestCase("\"randomSeeds\": [7, 8, 9]", "\"randomSeeds\": [7]", "randomSeeds has 1 entry; at least 2")]
    [TestCase(
        "\"methods\": [\"DARTS\"]",
        "\"methods\": [\"DATRS\"]",
        "'DATRS'; it must be one of DARTS, ENAS, NAO, NSGANet"
    )]
    [TestCase("\"targets\": [\"ImageNet1K\"]", "\"targets\": [\"ImageNet\"]", "names the data set 'ImageNet'")]
    [TestCase("\"val\", \"size\": 8", "\"val\", \"size\": 10", "dataSets:ImageNet1K: An image size of 10 px")]
    [TestCase("\"searchImages\": 12", "\"searchImages\": 17", "searchImages is 17; the set has 16")]
    [TestCase(", \"generated\": { \"seed\": 3, \"difficulty\": 0.4 }", "", "no generated images for ImageNet1K")]
    public void Build_ABrokenRule_IsRefusedBeforeAnythingRuns(string old, string replacement, string named)
    {
        Assert.That(() => Build(old, replacement), Throws.TypeOf<BadInputException>().With.Message.Contains(named));
    }

    [Test]
    public void Build_AnUnknownClaim_SaysWhichThereAre()
    {
        Assert.That(
            () => TransferPlan.Build(SmallProfile(), "C99", new GeneratedDataSource()),
            Throws.TypeOf<BadInputException>().With.Message.Contains("C99").And.Message.Contains("C15")
        );
    }

    [Test]
    public void Build_TwoSourcesOneTarget_CrossesSeedsAndShares()
    {
        StudyPlan plan = Build();

        // 2 sources × 2 search seeds and 3 random architectures, each trained on one target.
        Assert.That(plan.Searches, Has.Length.EqualTo(7));
        Assert.That(plan.Augments, Has.Length.EqualTo(7));
        Assert.That(plan.Units, Is.EqualTo(14));
        Assert.That(plan.Searches.Select(search => search.Key), Is.Unique);
    }

    [Test]
    public void Build_RandomSampling_DependsOnNoData()
    {
        SearchUnit random = Build().Searches.First(unit => unit.Options is RandomSamplingOptions);

        Assert.That(random.Source, Is.Null);
        Assert.That(random.SplitSha256, Is.Null);
    }

    [Test]
    public void Build_ATargetThatIsAlsoASource_IsNotTrainedAfterItsOwnSearch()
    {
        StudyPlan plan = Build("\"targets\": [\"ImageNet1K\"]", "\"targets\": [\"ImageNet1K\", \"CIFAR100\"]");

        Assert.That(plan.Augments.Any(run => run.Search.Source?.Role == run.Target.Role), Is.False);
        Assert.That(plan.Augments.Count(run => run.Target.Role == "CIFAR100"), Is.EqualTo(2 + 3));
    }

    [Test]
    public void UnitOf_ARun_TakesTheTargetsEpochsAndClasses()
    {
        StudyPlan plan = Build();

        AugmentUnit unit = plan.UnitOf(plan.Augments[0], Fakes.Genotype(0));

        Assert.That(unit.Options.Epochs, Is.EqualTo(2));
        Assert.That(unit.Network.Classes, Is.EqualTo(3));
        Assert.That(unit.Seed, Is.EqualTo(2));
    }

    [Test]
    public void CheckDevice_ACudaProfileOnAProcessor_IsRefused()
    {
        Profile cuda = SmallProfile() with { Device = "cuda" };

        Assert.That(
            () => PlanValidator.CheckDevice(cuda, "cpu"),
            Throws.TypeOf<BadInputException>().With.Message.Contains("--device=cuda")
        );
        Assert.That(() => PlanValidator.CheckDevice(cuda, "cuda"), Throws.Nothing);
        Assert.That(() => PlanValidator.CheckDevice(SmallProfile(), "cpu"), Throws.Nothing);
    }

    [Test]
    public void Deviations_ASmallProfileOnGeneratedImages_NamesWhatDiffers()
    {
        string[] named = [.. PaperProtocol.Deviations(Build(), "C15").Select(deviation => deviation.What)];

        Assert.That(
            named,
            Is.SupersetOf(
                new[]
                {
                    "CIFAR10",
                    "ImageNet1K",
                    "augment network",
                    "methods",
                    "n",
                    "DARTS search",
                    "DARTS search network",
                }
            )
        );
    }

    [Test]
    public void Deviations_ThePublishedFullProfile_AreNone()
    {
        Profile full = ProfileFile.Load(
            ProfileFile.Find(Repository.Root, "full"),
            [],
            new System.Collections.Hashtable()
        );
        StudyPlan plan = Build() with
        {
            Profile = full,
            DataSets = System.Collections.Immutable.ImmutableSortedDictionary<string, StudyDataSet>.Empty,
        };

        Assert.That(PaperProtocol.Deviations(plan, "C15"), Is.Empty);
    }

    [Test]
    public void Evidence_FollowsTheDataAndNotTheName()
    {
        Profile paper = SmallProfile() with { EvidenceLevel = EvidenceLevel.L4 };
        StudyDataSet generated = Build().DataSets["ImageNet1K"];
        StudyDataSet real = generated with { IsGenerated = false };

        Assert.That(Evidence.Of(paper, [generated, real]), Is.EqualTo(EvidenceLevel.L2));
        Assert.That(Evidence.Of(paper, [real]), Is.EqualTo(EvidenceLevel.L4));
        Assert.That(Evidence.Of(paper, [real, real with { StandIn = "others" }]), Is.EqualTo(EvidenceLevel.L3));
        Assert.That(
            Evidence.Of(paper with { Overrides = ["methods:DARTS:epochs"] }, [real]),
            Is.EqualTo(EvidenceLevel.L3)
        );
    }

    private static StudyPlan Build(string old = "", string replacement = "") =>
        TransferPlan.Build(SmallProfile(old, replacement), "C15", new GeneratedDataSource());

    private static Profile SmallProfile(string old = "", string replacement = "") =>
        ProfileFile.Load(ProfileText.File(old, replacement), [], new System.Collections.Hashtable());
}
