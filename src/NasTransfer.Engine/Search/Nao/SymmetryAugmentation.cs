using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>What the encoder–predictor–decoder is trained on.</summary>
/// <param name="Tokens">32.</param>
/// <param name="Target">Normalised accuracy on [0, 1].</param>
internal readonly record struct PredictorSample(ImmutableArray<int> Tokens, float Target);

/// <summary>Other sentences for the same architecture.</summary>
internal static class SymmetryAugmentation
{
    /// <summary>Exchanges the two edges of one random node in each cell.</summary>
    /// <param name="tokens">32, changed in place.</param>
    public static void Swap(Span<int> tokens, CounterRandom draws)
    {
        for (int cell = 0; cell < TokenCodec.Length / TokenCodec.TokensOfCell; cell++)
        {
            TokenCodec.SwapEdges(tokens, cell, draws.NextInt(SearchSpace.Nodes));
        }
    }

    /// <summary>Each sample as it is, and <paramref name="copies"/> − 1 times swapped.</summary>
    public static ImmutableArray<PredictorSample> Expand(
        IEnumerable<PredictorSample> samples,
        int copies,
        CounterRandom draws
    )
    {
        var expanded = ImmutableArray.CreateBuilder<PredictorSample>();
        foreach (PredictorSample sample in samples)
        {
            expanded.Add(sample);
            for (int copy = 1; copy < copies; copy++)
            {
                int[] tokens = [.. sample.Tokens];
                Swap(tokens, draws);
                expanded.Add(sample with { Tokens = [.. tokens] });
            }
        }

        return expanded.DrainToImmutable();
    }
}
