using NasTransfer.Engine.Data;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search;

namespace NasTransfer.Study.DataSets;

/// <summary>The two halves of a source that a search works with.</summary>
/// <param name="Data">Images for weights, and images for architectures.</param>
/// <param name="Sha256">Over the file names of both.</param>
public sealed record SearchSplit(SearchData Data, string Sha256)
{
    // One split a source for every search: what differs between search seeds is the search.
    private const ulong Seed = 0;

    /// <param name="train">The source's training images.</param>
    /// <param name="images">How many to use, as evenly over the classes as they allow; null for all.</param>
    /// <exception cref="Engine.BadInputException">A half would be empty.</exception>
    public static SearchSplit Of(IImageSource train, int? images)
    {
        IImageSource used = images < train.Count ? train.Select(Chosen(train, images.Value), train.Name) : train;
        Split halves = Split.Stratified(used, Seed);
        return new SearchSplit(new SearchData(halves.First, halves.Second), halves.Sha256);
    }

    /// <summary>One image of every class in turn, in an order that only the class decides.</summary>
    private static List<int> Chosen(IImageSource train, int images)
    {
        Queue<int>[] classes =
        [
            .. Enumerable
                .Range(0, train.Count)
                .GroupBy(train.Label)
                .OrderBy(group => group.Key)
                .Select(group => Shuffled([.. group], group.Key)),
        ];
        List<int> chosen = [];
        while (chosen.Count < images)
        {
            foreach (Queue<int> rest in classes.Where(rest => rest.Count > 0).Take(images - chosen.Count))
            {
                chosen.Add(rest.Dequeue());
            }
        }

        return chosen;
    }

    private static Queue<int> Shuffled(int[] indices, int label)
    {
        new CounterRandom(Seed, "search images", epoch: 0, index: label).Shuffle(indices.AsSpan());
        return new Queue<int>(indices);
    }
}
