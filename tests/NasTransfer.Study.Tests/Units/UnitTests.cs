using System.Globalization;
using System.Text.Json;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Search.Enas;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Units;

[TestFixture]
public sealed class UnitTests
{
    private static readonly SearchUnit Search = new()
    {
        Source = new UnitData("CIFAR10", "aa", null),
        SplitSha256 = "cc",
        Options = new DartsOptions(),
        Seed = 2,
        Numerics = new Numerics(1, "cpu", InstructionSet.Portable),
    };

    private static readonly AugmentUnit Augment = new()
    {
        Genotype = Fakes.Genotype(3),
        Target = new UnitData("ImageNet1K", "aa", "bb"),
        Network = new NetworkOptions
        {
            Channels = 4,
            Cells = 5,
            Classes = 10,
        },
        Options = new AugmentOptions(),
        Seed = 2,
        Numerics = new Numerics(1, "cpu", InstructionSet.Portable),
    };

    [Test]
    public void Key_EqualUnits_AreEqual()
    {
        Assert.That((Search with { Seed = 2 }).Key, Is.EqualTo(Search.Key));
        Assert.That(Search.Key, Has.Length.EqualTo(64));
    }

    [Test]
    public void Key_AfterAChangeOfACopy_IsTheCopysOwn()
    {
        string before = Search.Key;

        Assert.That((Search with { Seed = 3 }).Key, Is.Not.EqualTo(before));
    }

    [Test]
    public void Key_AnyPartOfASearch_ChangesIt()
    {
        SearchUnit[] others =
        [
            Search with
            {
                Options = new EnasOptions(),
            },
            Search with
            {
                Source = new UnitData("CIFAR10", "ab", null),
            },
            Search with
            {
                Source = null,
            },
            Search with
            {
                SplitSha256 = "cd",
            },
            Search with
            {
                Options = new DartsOptions { AlphaLearningRate = 1e-3 },
            },
            Search with
            {
                Seed = 3,
            },
            Search with
            {
                Numerics = new Numerics(2, "cpu", InstructionSet.Portable),
            },
            Search with
            {
                Numerics = new Numerics(1, "cpu", InstructionSet.Native),
            },
        ];

        Assert.That(others.Append(Search).Select(unit => unit.Key), Is.Unique);
    }

    [Test]
    public void Key_AnyPartOfAnAugmentRun_ChangesIt()
    {
        AugmentUnit[] others =
        [
            Augment with
            {
                Genotype = Fakes.Genotype(4),
            },
            Augment with
            {
                Target = new UnitData("ImageNet1K", "aa", "bc"),
            },
            Augment with
            {
                Network = Augment.Network with { PoolBatchNorm = PoolBatchNorm.Never },
            },
            Augment with
            {
                Options = new AugmentOptions { CutoutLength = 16 },
            },
            Augment with
            {
                Options = new AugmentOptions { Ranks = 2 },
            },
            Augment with
            {
                Options = new AugmentOptions { Ranks = 2, LearningRateScaling = LearningRateScaling.Linear },
            },
            Augment with
            {
                Options = new AugmentOptions { WarmUpEpochs = 5 },
            },
            Augment with
            {
                Seed = 3,
            },
        ];

        Assert.That(others.Append(Augment).Select(unit => unit.Key), Is.Unique);
    }

    // What the text was before a training could have ranks: results that were stored then keep their keys.
    [Test]
    public void Of_AnAugmentUnitWithoutRanksAndWarmUp_DoesNotNameThem() =>
        Assert.That(
            CanonicalJson.Of(Augment),
            Does.Contain(
                """
                "options":{"auxiliaryWeight":0,"batchSize":96,"cutoutLength":0,"dropPathProbability":0,"epochs":600,"gradientClip":5,"labelSmoothing":0,"learningRate":0.025,"momentum":0.9,"precision":"Fp32","weightDecay":0.0003}
                """.Trim()
            )
        );

    [Test]
    public void Of_AnAugmentUnitWithRanks_IsReadBackAsItWas()
    {
        AugmentUnit unit = Augment with
        {
            Options = new AugmentOptions
            {
                Ranks = 4,
                LearningRateScaling = LearningRateScaling.Linear,
                WarmUpEpochs = 5,
            },
        };
        string json = CanonicalJson.Of(unit);

        Assert.That(
            json,
            Does.Contain("\"ranks\":4")
                .And.Contain("\"learningRateScaling\":\"Linear\"")
                .And.Contain("\"warmUpEpochs\":5")
        );
        Assert.That(JsonSerializer.Deserialize<AugmentUnit>(json, CanonicalJson.Options), Is.EqualTo(unit));
        Assert.That(
            JsonSerializer.Deserialize<AugmentUnit>(CanonicalJson.Of(Augment), CanonicalJson.Options),
            Is.EqualTo(Augment)
        );
    }

    [Test]
    public void Key_UnderAnotherCulture_IsTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };

            Assert.That((Search with { Seed = 2 }).Key, Is.EqualTo(Search.Key));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestCaseSource(typeof(MethodCatalogue), nameof(MethodCatalogue.Names))]
    public void Of_ASearchUnitOfAnyMethod_IsReadBackAsItWas(string method)
    {
        SearchUnit unit = Search with { Options = MethodCatalogue.Original(method) };

        SearchUnit? read = JsonSerializer.Deserialize<SearchUnit>(CanonicalJson.Of(unit), CanonicalJson.Options);

        Assert.That(read, Is.EqualTo(unit));
        Assert.That(read!.Method, Is.EqualTo(method));
        Assert.That(read.Options.CreateSearch().Method, Is.EqualTo(method));
    }

    [Test]
    public void Of_AnObject_SortsKeysAtEveryLevel()
    {
        Assert.That(
            CanonicalJson.Of(new { b = 1, a = new { d = 0.1, c = double.NaN } }),
            Is.EqualTo("""{"a":{"c":"NaN","d":0.1},"b":1}""")
        );
    }

    [Test]
    public void Of_ASearchUnit_SaysPhaseAndGivesEveryOption()
    {
        string json = CanonicalJson.Of(Search);

        Assert.That(
            json,
            Does.Contain("\"phase\":\"search\"")
                .And.Contain("\"method\":\"DARTS\"")
                .And.Contain("\"alphaLearningRate\":0.0003")
        );
        Assert.That(json, Does.Not.Contain("\"key\"").And.Not.Contain("\"title\""));
    }
}
