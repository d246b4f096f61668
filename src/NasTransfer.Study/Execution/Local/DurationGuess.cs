using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution.Local;

/// <summary>
/// How long tasks take, learnt from those that have ended: what differs from another only by its seed, or genotype, takes
/// as long as that; where there is none, what is done in the same way does.
/// </summary>
internal sealed class DurationGuess
{
    private readonly Dictionary<object, Mean> kinds = [];

    public void Learn(UnitTask task, double seconds)
    {
        foreach (object kind in Kinds(task))
        {
            Mean mean = kinds.GetValueOrDefault(kind);
            kinds[kind] = new Mean(mean.Sum + seconds, mean.Count + 1);
        }
    }

    /// <summary>Seconds; null while nothing like it has ended.</summary>
    public double? Of(UnitTask task)
    {
        foreach (object kind in Kinds(task))
        {
            if (kinds.TryGetValue(kind, out Mean mean))
            {
                return mean.Sum / mean.Count;
            }
        }

        return null;
    }

    // The narrowest first.
    private static object[] Kinds(UnitTask task) =>
        task.Augment is { } augment
            ? [augment with { Seed = 0 }, typeof(AugmentUnit)]
            : [task.Search with { Seed = 0 }, task.Search.Options.GetType()];

    private readonly record struct Mean(double Sum, int Count);
}
