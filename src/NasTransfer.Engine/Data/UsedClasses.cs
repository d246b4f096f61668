using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace NasTransfer.Engine.Data;

/// <summary>
/// The same images without the classes that none of them has: a part of a set, as a network sees it that knows no more than
/// the part. Labels are renumbered in the order of the classes that are left.
/// </summary>
public sealed class UsedClasses : IImageSource
{
    private readonly IImageSource images;
    private readonly int[] renumbered;

    private UsedClasses(IImageSource images, int[] renumbered, ImmutableArray<string> classes) =>
        (this.images, this.renumbered, Classes) = (images, renumbered, classes);

    /// <param name="images">Some of whose classes may be without images.</param>
    public static UsedClasses Of(IImageSource images)
    {
        int[] used = [.. Enumerable.Range(0, images.Count).Select(images.Label).Distinct().Order()];
        int[] renumbered = new int[images.Classes.Length];
        foreach (var (index, label) in used.Index())
        {
            renumbered[label] = index;
        }

        return new UsedClasses(images, renumbered, [.. used.Select(label => images.Classes[label])]);
    }

    public string Name => images.Name;

    public int Size => images.Size;

    public ImmutableArray<string> Classes { get; }

    public int Count => images.Count;

    /// <summary>Over the images' own and the names of the classes that are left.</summary>
    public string Fingerprint =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{images.Fingerprint}\n{string.Join('\n', Classes)}"))
        );

    public bool HoldsPhotographs => images.HoldsPhotographs;

    public int Label(int index) => renumbered[images.Label(index)];

    public string File(int index) => images.File(index);

    public string Digest(int index) => images.Digest(index);

    /// <summary>Under the classes of this source, whether or not the selection has images of each.</summary>
    public IImageSource Select(IReadOnlyList<int> indices, string name) =>
        new UsedClasses(images.Select(indices, name), renumbered, Classes);

    public ImageOrder InOrder() => images.InOrder();

    public ImageOrder Shuffled(ulong seed, int epoch) => images.Shuffled(seed, epoch);

    public IImageFeed Feed(ImageOrder order, int first, bool background) => images.Feed(order, first, background);
}
