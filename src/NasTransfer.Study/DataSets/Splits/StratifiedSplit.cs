using System.Collections.Immutable;
using NasTransfer.Engine;
using NasTransfer.Engine.Randomness;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.DataSets.Splits;

/// <summary>
/// Files in disjoint parts, cut class by class at random. Where a file goes depends on the names in its class and the
/// seed alone: not on other classes, nor on the order of listing.
/// </summary>
/// <param name="Train">In ordinal order, like the other parts.</param>
/// <param name="Sha256">Over rule, seed and the files of every part: what a result records of its split.</param>
public sealed record StratifiedSplit(
    ImmutableArray<string> Train,
    ImmutableArray<string> Validation,
    ImmutableArray<string> Test,
    string Sha256
)
{
    /// <param name="files">Class and path of every image; a path occurs once.</param>
    /// <exception cref="BadInputException">A path occurs twice, or a part that the rule asks for stays empty.</exception>
    public static StratifiedSplit Of(IEnumerable<(string Class, string File)> files, SplitRule rule, ulong seed)
    {
        List<string> train = [];
        List<string> validation = [];
        List<string> test = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (IGrouping<string, string> members in files.GroupBy(file => file.Class, file => file.File))
        {
            string? twice = members.FirstOrDefault(file => !seen.Add(file));
            if (twice is not null)
            {
                throw new BadInputException($"{twice} is listed twice; a split needs every image once.");
            }

            string[] shuffled = ClassShuffle.Of(members, seed, "split", members.Key);
            PartCounts counts = rule.Of(shuffled.Length);
            train.AddRange(shuffled.AsSpan(0, counts.Train));
            validation.AddRange(shuffled.AsSpan(counts.Train, counts.Validation));
            test.AddRange(shuffled.AsSpan(counts.Train + counts.Validation));
        }

        RequireImages(train, rule.Train, "train", rule, seen.Count);
        RequireImages(validation, rule.Validation, "validation", rule, seen.Count);
        RequireImages(test, rule.Test, "test", rule, seen.Count);
        ImmutableArray<string>[] parts = [Ordered(train), Ordered(validation), Ordered(test)];
        return new StratifiedSplit(parts[0], parts[1], parts[2], Hash(rule, seed, parts));
    }

    private static ImmutableArray<string> Ordered(List<string> files) => [.. files.Order(StringComparer.Ordinal)];

    private static void RequireImages(List<string> part, int percent, string name, SplitRule rule, int images)
    {
        if (percent > 0 && part.Count == 0)
        {
            throw new BadInputException(
                $"The split {rule.Name} leaves {name} without any of the {images} images; there must be more of them in a class."
            );
        }
    }

    private static string Hash(SplitRule rule, ulong seed, ImmutableArray<string>[] parts) =>
        CanonicalJson.Sha256(
            CanonicalJson.Of(
                new
                {
                    rule = rule.Name,
                    seed,
                    train = parts[0],
                    validation = parts[1],
                    test = parts[2],
                }
            )
        );
}

/// <summary>The order in which the images of a class are drawn: a function of their names, the class and the seed.</summary>
internal static class ClassShuffle
{
    public static string[] Of(IEnumerable<string> files, ulong seed, string purpose, string @class)
    {
        string[] ordered = [.. files.Order(StringComparer.Ordinal)];
        // The class in the purpose, not as a number: numbers change when classes come or go.
        new CounterRandom(seed, $"{purpose}/{@class}").Shuffle(ordered.AsSpan());
        return ordered;
    }
}
