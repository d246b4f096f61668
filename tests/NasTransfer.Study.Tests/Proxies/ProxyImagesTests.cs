using NasTransfer.Engine;
using NasTransfer.Study.Proxies;

namespace NasTransfer.Study.Tests.Proxies;

[TestFixture]
public sealed class ProxyImagesTests
{
    private static readonly ProxyDefinition Half = new()
    {
        Name = "half",
        Source = "S",
        Selection = ProxySelection.Random,
        Classes = 4,
        Fraction = 0.5m,
        Seed = 3,
    };

    [Test]
    public void Of_TheSourcesParts_TakesThePromisedCountsFromEach()
    {
        ProxyImages images = Pick(Half);

        Assert.That(images.Train, Has.Length.EqualTo(images.Proxy.Images.Train).And.Unique);
        Assert.That(images.Train, Is.All.StartsWith("train/"));
        Assert.That(images.Validation, Has.Length.EqualTo(images.Proxy.Images.Validation).And.Unique);
        Assert.That(images.Validation, Is.All.StartsWith("test/"));
        Assert.That(images.ForSearch, Is.EqualTo(images.Train), "what is reported on is no search's business");
    }

    [TestCase(ProxyParts.Halves)]
    [TestCase(ProxyParts.FortyFortyTwenty)]
    public void Of_PartsOfTheTrainingImages_AreDisjointAndNeverReported(ProxyParts parts)
    {
        ProxyImages images = Pick(Half with { Parts = parts });

        Assert.That(images.Train.Concat(images.Validation).Concat(images.Test), Is.Unique.And.All.StartsWith("train/"));
        Assert.That(images.Train, Has.Length.EqualTo(images.Proxy.Images.Train));
        Assert.That(images.Validation, Has.Length.EqualTo(images.Proxy.Images.Validation));
        Assert.That(images.Test, Has.Length.EqualTo(images.Proxy.Images.Test));
        Assert.That(images.ForSearch, Is.EqualTo(images.Train.Concat(images.Validation)));
    }

    [Test]
    public void Of_AnotherOrderOfTheFiles_IsTheSame()
    {
        ProxySet proxy = Pick(Half).Proxy;

        Assert.That(
            ProxyImages.Of(proxy, Files("train", 20).Reverse(), Files("test", 10).Reverse()).Sha256,
            Is.EqualTo(Pick(Half).Sha256)
        );
    }

    [Test]
    public void Of_ALargerFraction_HoldsTheSmaller() =>
        Assert.That(Pick(Half with { Fraction = 0.9m }).Train, Is.SupersetOf(Pick(Half).Train));

    [Test]
    public void Of_ATrainingImageThatIsReportedOn_IsRefused()
    {
        ProxySet proxy = Pick(Half with { Fraction = 1 }).Proxy;

        Assert.That(
            () => ProxyImages.Of(proxy, Files("train", 20), Files("test", 10).Append(new("c1", "train/c1/07"))),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.StartsWith("train/c1/07 is in the part of half that a search sees")
        );
    }

    [Test]
    public void Of_FewerFilesThanTheSizesTold_IsRefused()
    {
        ProxySet proxy = Pick(Half).Proxy;

        Assert.That(
            () => ProxyImages.Of(proxy, Files("train", 9), Files("test", 10)),
            Throws.TypeOf<BadInputException>().With.Message.Contains("takes 10 train images of class c0")
        );
    }

    [Test]
    public void Of_EveryShippedProxy_NeverOverlapsWithWhatIsReported()
    {
        foreach (ProxyDefinition shipped in ProxyCatalogue.All)
        {
            // Small sets of the same shape: what is checked is where the images come from.
            ProxyDefinition small = shipped with
            {
                Source = "S",
                Classes = shipped.Classes is null ? null : 4,
                Fraction = Math.Max(shipped.Fraction, 0.2m),
                TotalOf = null,
            };
            ProxyImages images = Pick(small);

            Assert.That(
                images.ForSearch.Intersect(Files("test", 10).Select(file => file.File)),
                Is.Empty,
                shipped.Name
            );
        }
    }

    private static ProxyImages Pick(ProxyDefinition definition)
    {
        ClassSizes sizes = ClassSizes.Of("S", Enumerable.Range(0, 4).Select(i => new ClassSize($"c{i}", 20, 10)));
        return ProxyImages.Of(ProxySet.Resolve(definition, sizes), Files("train", 20), Files("test", 10));
    }

    private static IEnumerable<NamedImage> Files(string part, int perClass) =>
        from label in Enumerable.Range(0, 4)
        from image in Enumerable.Range(0, perClass)
        select new NamedImage($"c{label}", $"{part}/c{label}/{image:D2}");
}
