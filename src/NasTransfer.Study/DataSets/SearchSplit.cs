using NasTransfer.Engine.Data;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search;

namespace NasTransfer.Study.DataSets;

/// <summary>The two halves of a source that a search works with.</summary>
public static class SearchSplit
{
    // One split a source for every search: what differs between search seeds is the search.
    private const ulong Seed = 0;

    /// <summary>
    /// Images of every class in turn, in an order that only the class decides, dealt to the two halves alternately: both
    /// have the same number of images of a class, give or take one.
    /// </summary>
    /// <param name="train">The source's training images.</param>
    /// <param name="images">How many to use; null for all.</param>
    public static SearchData Of(ImageSet train, int? images)
    {
        Queue<int>[] classes =
        [
            .. Enumerable
                .Range(0, train.Count)
                .GroupBy(train.Label)
                .OrderBy(group => group.Key)
                .Select(group => Shuffled([.. group], group.Key)),
        ];
        List<int> dealt = [];
        int wanted = Math.Min(images ?? train.Count, train.Count);
        while (dealt.Count < wanted)
        {
            // Two of a class at a time, one for each half.
            foreach (Queue<int> rest in classes)
            {
                for (int half = 0; half < 2 && rest.Count > 0 && dealt.Count < wanted; half++)
                {
                    dealt.Add(rest.Dequeue());
                }
            }
        }

        return new SearchData(
            train.Select([.. dealt.Where((_, i) => i % 2 == 0)], $"{train.Name} (search, weights)"),
            train.Select([.. dealt.Where((_, i) => i % 2 == 1)], $"{train.Name} (search, architecture)")
        );
    }

    private static Queue<int> Shuffled(int[] indices, int label)
    {
        new CounterRandom(Seed, "search split", epoch: 0, index: label).Shuffle(indices.AsSpan());
        return new Queue<int>(indices);
    }
}
