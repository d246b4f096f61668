using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>How many training images each class has: equally many, or along a long tail.</summary>
internal static class TailedSizes
{
    /// <summary>
    /// The class of rank r among n has TrainPerClass / (1 + (Imbalance − 1) · r / (n − 1)) images, to the nearest: a
    /// hyperbola, whose divisions every processor rounds alike.
    /// </summary>
    public static int[] Of(GeneratedSpec spec)
    {
        int[] sizes = new int[spec.Classes];
        int[] ranks = new CounterRandom(spec.Seed, "class sizes").Permutation(spec.Classes);
        for (int label = 0; label < sizes.Length; label++)
        {
            double divisor = 1 + (spec.Imbalance - 1) * ranks[label] / (sizes.Length - 1);
            sizes[label] = (int)Math.Round(spec.TrainPerClass / divisor);
        }

        return sizes;
    }
}
