using NasTransfer.Engine.Data;
using NasTransfer.Engine.Randomness;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Networks;

/// <summary>
/// Drop path: for each image and each edge, the edge's output is zeroed with probability p and scaled by 1/(1 − p)
/// otherwise, so that its expectation stays. Identity edges are never dropped (Larsson et al. 2017; DARTS).
/// </summary>
/// <param name="probability">p.</param>
/// <param name="draws">A stream of this step alone.</param>
/// <param name="shard">
/// Whose images of the batch pass through; null for all. The others' numbers are drawn too, so that an image has the same
/// factors however many ranks there are.
/// </param>
/// <param name="batch">Images of the batch over all ranks; of no account without a shard.</param>
public sealed class DropPath(double probability, CounterRandom draws, Shard? shard = null, int batch = 0)
{
    /// <summary>The next edge's factors, one an image.</summary>
    public float[] Next(long images)
    {
        double keep = 1 - probability;
        var mask = new float[shard is null ? images : batch];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = draws.NextDouble() < keep ? (float)(1 / keep) : 0;
        }

        return shard is null ? mask : [.. mask.Where((_, place) => place % shard.Ranks == shard.Rank)];
    }

    /// <param name="x">N×C×H×W, an edge's output.</param>
    public Tensor Apply(Tensor x)
    {
        float[] mask = Next(x.shape[0]);
        return x * tensor(mask, [mask.Length, 1, 1, 1], device: x.device);
    }
}
