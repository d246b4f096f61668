using System.Collections.Immutable;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data;

/// <summary>Images with labels that a <see cref="BatchLoader"/> can cut into batches: in memory, or read as they are needed.</summary>
public interface IImageSource
{
    /// <summary>What messages and results call it.</summary>
    string Name { get; }

    /// <summary>Height and width of what a network sees, in px.</summary>
    int Size { get; }

    /// <summary>Class names; a label is an index into them.</summary>
    ImmutableArray<string> Classes { get; }

    int Count { get; }

    /// <summary>A SHA-256 that tells this source from others.</summary>
    string Fingerprint { get; }

    /// <summary>
    /// The images have whatever shape they were taken in; otherwise they are squares of the size already.
    /// </summary>
    bool HoldsPhotographs { get; }

    int Label(int index);

    /// <summary>The image's path, unique within the source.</summary>
    string File(int index);

    /// <summary>A SHA-256 of the image alone: equal images have equal ones.</summary>
    /// <exception cref="BadInputException">The image cannot be read.</exception>
    string Digest(int index);

    /// <summary>The images at <paramref name="indices"/>, in that order, under the same classes.</summary>
    IImageSource Select(IReadOnlyList<int> indices, string name);

    /// <summary>Each image once, in the order of the source.</summary>
    ImageOrder InOrder();

    /// <summary>Each image once, in a random order that is a function of seed and epoch.</summary>
    ImageOrder Shuffled(ulong seed, int epoch);

    /// <summary>Gives out the images of an order, from a position on.</summary>
    /// <param name="first">Positions before it are not asked for.</param>
    /// <param name="background">May use a thread of its own to be ahead.</param>
    IImageFeed Feed(ImageOrder order, int first, bool background);
}

/// <summary>The images of one order, one at a time. Any thread may ask; about in order, and each position once.</summary>
public interface IImageFeed : IDisposable
{
    /// <summary>Brings the image at a position of the order through a transform.</summary>
    /// <param name="output">3 × size × size floats.</param>
    /// <exception cref="BadInputException">The image cannot be read or decoded.</exception>
    void Fill(int position, ImageTransform transform, ImageDraw draw, Span<float> output);
}

/// <summary>In which order images are seen.</summary>
/// <param name="Indices">Of the images in their source.</param>
/// <param name="WindowEnds">
/// Where windows end: parts whose images are read in any order and lie in memory together. Rising; the last is the length.
/// </param>
public sealed record ImageOrder(int[] Indices, int[] WindowEnds)
{
    /// <summary>An order of images that need not be read first.</summary>
    public static ImageOrder AnyWay(int[] indices) => new(indices, [indices.Length]);

    /// <summary>The order in which an epoch sees images that need not be read first.</summary>
    public static int[] Random(int count, ulong seed, int epoch) =>
        new CounterRandom(seed, "order", epoch).Permutation(count);
}
