using NasTransfer.Engine.Randomness;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Tests.Networks.Fused;

/// <summary>Random images with random labels.</summary>
internal sealed record Batch(Tensor Images, Tensor Labels)
{
    public static Batch Draw(int size, int classes, int count, ulong seed = 0)
    {
        var draws = new CounterRandom(seed, "batch");
        float[] values = [.. Enumerable.Range(0, count * 3 * size * size).Select(_ => (float)draws.NextGaussian())];
        long[] labels = [.. Enumerable.Range(0, count).Select(_ => (long)draws.NextInt(classes))];
        return new Batch(tensor(values, [count, 3, size, size]), tensor(labels));
    }

    public Tensor Loss(Tensor logits) => functional.cross_entropy(logits, Labels);
}
