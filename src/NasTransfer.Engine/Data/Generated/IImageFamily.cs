using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>
/// A kind of scenes with classes among them. Drawing uses integers, and correctly rounded square roots, so that an image
/// has the same bytes on every processor.
/// </summary>
internal interface IImageFamily
{
    /// <summary>How many classes can be told apart.</summary>
    int MaximumClasses { get; }

    /// <summary>The classes of one seed.</summary>
    IImageClasses Classes(ulong seed);

    static IImageFamily Of(ImageDomain domain) =>
        domain switch
        {
            ImageDomain.Objects => new ObjectsFamily(),
            ImageDomain.FineObjects => new FineObjectsFamily(),
            ImageDomain.Flowers => new FlowersFamily(),
            ImageDomain.Rooms => new RoomsFamily(),
            ImageDomain.Photographs => new PhotographsFamily(),
            ImageDomain.Taxonomy => new TaxonomyFamily(),
            _ => throw new ArgumentOutOfRangeException(nameof(domain), domain, null),
        };
}

/// <summary>The classes that a seed picks from a family. Shared by threads.</summary>
internal interface IImageClasses
{
    /// <summary>In plain words.</summary>
    string Name(int label);

    /// <summary>One image of a class, as a function of the position: what the scene shows there.</summary>
    /// <param name="random">The image's own stream.</param>
    /// <param name="difficulty">0 … 256.</param>
    IScene Compose(int label, CounterRandom random, int difficulty);
}

/// <summary>A picture of no particular resolution.</summary>
internal interface IScene
{
    /// <summary>The colour at (<paramref name="x"/>, <paramref name="y"/>), each 0 … <see cref="Canvas.Side"/> − 1.</summary>
    Colour At(int x, int y);
}
