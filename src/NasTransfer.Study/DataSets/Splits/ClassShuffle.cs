using NasTransfer.Engine.Randomness;

namespace NasTransfer.Study.DataSets.Splits;

/// <summary>The order in which the images of a class are drawn: a function of their names, the class and the seed.</summary>
internal static class ClassShuffle
{
    /// <param name="file">The name of an image.</param>
    public static T[] Of<T>(IEnumerable<T> images, Func<T, string> file, ulong seed, string purpose, string @class)
    {
        T[] ordered = [.. images.OrderBy(file, StringComparer.Ordinal)];
        // The class in the purpose, not as a number: numbers change when classes come or go.
        new CounterRandom(seed, $"{purpose}/{@class}").Shuffle(ordered.AsSpan());
        return ordered;
    }
}
