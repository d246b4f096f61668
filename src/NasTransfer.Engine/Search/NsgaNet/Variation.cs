using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Search.NsgaNet;

/// <summary>What makes children differ from their parents.</summary>
internal static class Variation
{
    /// <summary>
    /// Two-point crossover: the segment between two distinct cuts changes sides. A child may have a node with equal inputs
    /// and needs <see cref="GeneEncoding.Repair"/>.
    /// </summary>
    public static (int[] First, int[] Second) Cross(
        IReadOnlyList<int> one,
        IReadOnlyList<int> other,
        CounterRandom random
    )
    {
        // Two distinct values of 1 … n − 1.
        int places = one.Count - 1;
        int cut = 1 + random.NextInt(places);
        int secondCut = 1 + random.NextInt(places - 1);
        secondCut += secondCut >= cut ? 1 : 0;
        var (from, to) = (Math.Min(cut, secondCut), Math.Max(cut, secondCut));

        int[] first = [.. one];
        int[] second = [.. other];
        for (int i = from; i < to; i++)
        {
            (first[i], second[i]) = (second[i], first[i]);
        }

        return (first, second);
    }

    /// <summary>Mutates each gene with the given probability, in place and within its bounds.</summary>
    public static void Mutate(int[] genes, double probability, double eta, CounterRandom random)
    {
        for (int i = 0; i < genes.Length; i++)
        {
            if (random.NextDouble() < probability)
            {
                genes[i] = MutatedValue(genes[i], GeneEncoding.UpperBound(i), eta, random.NextDouble());
            }
        }
    }

    /// <summary>
    /// Polynomial mutation (Deb and Agrawal, 1999) of an integer: its bounds are widened to [−½, upper + ½), so that the
    /// outermost values are hit as often as others, and the result is rounded back.
    /// </summary>
    /// <param name="value">0 … <paramref name="upper"/>.</param>
    /// <param name="draw">r, uniform on [0, 1); ½ changes nothing, 0 and 1 lead to the bounds.</param>
    public static int MutatedValue(int value, int upper, double eta, double draw)
    {
        const double Half = 0.5;
        double low = -Half;
        double range = upper + 1;
        double power = eta + 1;

        // δ_q = [2r + (1 − 2r)(1 − δ₁)^{η+1}]^{1/(η+1)} − 1         for r ≤ ½,  δ₁ = (x − l)/(u − l)
        // δ_q = 1 − [2(1 − r) + 2(r − ½)(1 − δ₂)^{η+1}]^{1/(η+1)}   otherwise,  δ₂ = (u − x)/(u − l)
        double below = (value - low) / range;
        double above = 1 - below;
        double change =
            draw <= Half
                ? Math.Pow(2 * draw + (1 - 2 * draw) * Math.Pow(1 - below, power), 1 / power) - 1
                : 1 - Math.Pow(2 * (1 - draw) + 2 * (draw - Half) * Math.Pow(1 - above, power), 1 / power);
        return Math.Clamp((int)Math.Floor(value + change * range + Half), 0, upper);
    }
}
