using NasTransfer.Engine;
using NasTransfer.Study.DataSets.Splits;
using NasTransfer.Study.Proxies;

namespace NasTransfer.Study.Tests.Proxies;

[TestFixture]
public sealed class ProxySetTests
{
    private static readonly ProxyDefinition Definition = new()
    {
        Name = "mine",
        Source = "S",
        Selection = ProxySelection.Random,
        Classes = 3,
        Seed = 5,
    };

    [Test]
    public void Resolve_RandomClasses_TakesSoManyWithAllTheirImages()
    {
        ProxySet proxy = ProxySet.Resolve(Definition, Growing(20));

        Assert.That(proxy.Classes, Has.Length.EqualTo(3));
        Assert.That(proxy.Classes.Select(one => one.Id), Is.Ordered.Using<string>(StringComparer.Ordinal).And.Unique);
        foreach (ProxyClass one in proxy.Classes)
        {
            ClassSize size = Growing(20).Classes.Single(size => size.Id == one.Id);
            Assert.That(one.Images, Is.EqualTo(new PartCounts(size.Train, size.Reported, 0)));
        }
    }

    [Test]
    public void Resolve_AnotherSeed_TakesOtherClasses()
    {
        Assert.That(
            Ids(ProxySet.Resolve(Definition with { Seed = 6 }, Growing(200))),
            Is.Not.EqualTo(Ids(ProxySet.Resolve(Definition, Growing(200))))
        );
    }

    [Test]
    public void Resolve_Twice_HasOneHash_AndAnyChangeAnother()
    {
        ProxySet one = ProxySet.Resolve(Definition, Growing(20));

        Assert.That(ProxySet.Resolve(Definition with { }, Growing(20)).Sha256, Is.EqualTo(one.Sha256));
        Assert.That(
            new[]
            {
                one.Sha256,
                ProxySet.Resolve(Definition with { Seed = 6 }, Growing(20)).Sha256,
                ProxySet.Resolve(Definition with { Classes = 4 }, Growing(20)).Sha256,
                ProxySet.Resolve(Definition with { Fraction = 0.5m }, Growing(20)).Sha256,
                ProxySet.Resolve(Definition, Growing(21)).Sha256,
            },
            Is.Unique
        );
    }

    // 155 · 0.97 % is 1.5035: the smallest class that rounds to two images and so keeps one in each half.
    [TestCase(154, false)]
    [TestCase(155, true)]
    public void Resolve_TooFewImagesLeft_DropsTheClass(int images, bool stays)
    {
        ProxyDefinition fraction = Definition with
        {
            Selection = ProxySelection.Uniform,
            Classes = null,
            Fraction = 0.0097m,
            Parts = ProxyParts.Halves,
        };
        ClassSizes sizes = ClassSizes.Of("S", [new("large", 1000, 0), new("small", images, 0)]);

        ProxySet proxy = ProxySet.Resolve(fraction, sizes);

        Assert.That(Ids(proxy), Is.EqualTo(stays ? new[] { "large", "small" } : ["large"]));
        Assert.That(proxy.LeftOut, Is.EqualTo(stays ? 0 : 1));
        Assert.That(proxy.Classes[0].Images, Is.EqualTo(new PartCounts(5, 5, 0)));
    }

    [Test]
    public void Resolve_HalvesOfOddNumbers_AreEqualOverManyClasses()
    {
        ProxyDefinition halves = Definition with
        {
            Selection = ProxySelection.All,
            Classes = null,
            Parts = ProxyParts.Halves,
        };

        ProxySet proxy = ProxySet.Resolve(halves, SizeLists.Even("S", 1000, 3, 0));

        Assert.That(proxy.Classes.Select(one => one.Images.Train).Distinct(), Is.EquivalentTo(new[] { 1, 2 }));
        // 1,500 with a standard deviation of 16.
        Assert.That(proxy.Images.Train, Is.EqualTo(1500).Within(64));
        Assert.That(proxy.Images.All, Is.EqualTo(3000));
    }

    [Test]
    public void Resolve_Uniform_TakesTheMiddleOfEveryStretch()
    {
        // Sizes 1 … 12 in four stretches of three: 2, 5, 8, 11.
        ProxySet proxy = ProxySet.Resolve(
            Definition with
            {
                Selection = ProxySelection.Uniform,
                Classes = 4,
            },
            Growing(12)
        );

        Assert.That(proxy.Classes.Select(one => one.Images.Train), Is.EquivalentTo(new[] { 2, 5, 8, 11 }));
    }

    [Test]
    public void Resolve_UniformOverEqualSizes_GoesByClassId()
    {
        ProxySet proxy = ProxySet.Resolve(
            Definition with
            {
                Selection = ProxySelection.Uniform,
                Classes = 2,
            },
            SizeLists.Even("S", 4, 10, 10)
        );

        Assert.That(Ids(proxy), Is.EqualTo(new[] { "c00001", "c00003" }));
    }

    // Evenly over 1 … 12, four classes have 26 training and 26 reported images.
    [TestCase(52, 52)]
    [TestCase(56, 56, Description = "the smallest left out")]
    [TestCase(40, 40, Description = "the largest left out")]
    [TestCase(1000, 84, Description = "no more than the four largest have: 9 + 10 + 11 + 12, twice")]
    [TestCase(1, 20, Description = "no fewer than the four smallest have")]
    public void Resolve_UniformWithATotal_ComesAsNearAsItCan(int wanted, int total)
    {
        ProxySet proxy = ProxySet.Resolve(
            Definition with
            {
                Selection = ProxySelection.Uniform,
                Classes = 4,
                Total = wanted,
            },
            Growing(12)
        );

        Assert.That(proxy.Classes, Has.Length.EqualTo(4));
        Assert.That(proxy.Images.All, Is.EqualTo(total).Within(2));
    }

    [Test]
    public void Resolve_MoreClassesThanThereAre_SaysHowManyThereAre()
    {
        Assert.That(
            () => ProxySet.Resolve(Definition with { Classes = 13 }, Growing(12)),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.Contains("mine wants 13 classes")
                .And.Message.Contains("12 of the 12 classes of S")
        );
    }

    [Test]
    public void Resolve_AnotherSetsSizes_IsRefused() =>
        Assert.That(
            () => ProxySet.Resolve(Definition, SizeLists.Even("T", 5, 10, 10)),
            Throws.TypeOf<BadInputException>().With.Message.Contains("taken from S").And.Message.Contains("sizes of T")
        );

    [Test]
    public void Resolve_LongTailOf21841Classes_IsTheSameEachTimeAndWhole()
    {
        foreach (
            ProxyDefinition definition in ProxyCatalogue.All.Where(proxy =>
                proxy.Source == SizeLists.ImageNet22K.Source
            )
        )
        {
            ProxySet proxy = ProxySet.Resolve(definition, SizeLists.ImageNet22K);

            Assert.That(ProxySet.Resolve(definition, SizeLists.ImageNet22K).Sha256, Is.EqualTo(proxy.Sha256));
            Assert.That(proxy.Classes.Select(one => one.Id), Is.Unique);
            Assert.That(
                proxy.Classes.Min(one => Math.Min(one.Images.Train, one.Images.Validation)),
                Is.GreaterThanOrEqualTo(definition.KeepAtLeast)
            );
        }
    }

    // Seen once, on x86-64; only whole numbers and Philox take part, so another machine must agree.
    [Test]
    public void Resolve_KnownSizes_GivesTheKnownClasses() =>
        Assert.That(Ids(ProxySet.Resolve(Definition, Growing(20))), Is.EqualTo(new[] { "c004", "c010", "c014" }));

    /// <summary>Classes of 1, 2, 3 … training images, and as many reported ones.</summary>
    private static ClassSizes Growing(int classes) =>
        ClassSizes.Of("S", Enumerable.Range(1, classes).Select(size => new ClassSize($"c{size:D3}", size, size)));

    private static IEnumerable<string> Ids(ProxySet proxy) => proxy.Classes.Select(one => one.Id);
}
