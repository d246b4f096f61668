using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Generated;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Search;

namespace NasTransfer.Engine.Tests.Documentation;

/// <summary>The method that docs/extending.md adds.</summary>
[TestFixture]
public sealed class LargestOfSearchTests
{
    private static readonly SearchData Data = Source();

    [Test]
    public void Run_NoSamples_IsRefused() =>
        Assert.That(
            () => Search(samples: 0, seed: 1),
            Throws.InstanceOf<BadInputException>().With.Message.Contains("samples")
        );

    [Test]
    public void Run_TheSameSeed_GivesTheSameGenotype()
    {
        SearchResult once = Search(samples: 5, seed: 1);

        Assert.That(Search(samples: 5, seed: 1).Genotype, Is.EqualTo(once.Genotype));
    }

    [Test]
    public void Run_MoreSamples_FindsNoSmallerOne() =>
        Assert.That(Size(Search(samples: 50, seed: 1)), Is.GreaterThan(Size(Search(samples: 1, seed: 1))));

    private static SearchResult Search(int samples, ulong seed) =>
        new LargestOfOptions { Samples = samples }
            .CreateSearch()
            .Run(Data, seed);

    private static long Size(SearchResult result) =>
        NetworkCost
            .Of(
                result.Genotype,
                new NetworkOptions
                {
                    Channels = 16,
                    Cells = 8,
                    Classes = 2,
                },
                imageSize: 8
            )
            .Parameters;

    private static SearchData Source()
    {
        ImageSplits images = GeneratedImages.Create(
            new GeneratedSpec
            {
                Name = "two",
                Classes = 2,
                TrainPerClass = 2,
                TestPerClass = 1,
                Size = 8,
            }
        );
        return new SearchData(images.Train, images.Test);
    }
}
