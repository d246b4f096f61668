using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NasTransfer.Engine.Training;

/// <summary>
/// A step of <see cref="Sgd"/> in one pass over float32 vectors in memory: what several passes of libtorch do, operation by
/// operation and so bit by bit, but every value is read and written once.
/// </summary>
internal static class SgdKernel
{
    /// <param name="values">w.</param>
    /// <param name="buffer">b.</param>
    /// <param name="gradients">g, which is left as it is.</param>
    /// <param name="momentum">μ.</param>
    /// <param name="weightDecay">λ.</param>
    /// <param name="learningRate">lr.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Step(
        Span<float> values,
        Span<float> buffer,
        ReadOnlySpan<float> gradients,
        float momentum,
        float weightDecay,
        float learningRate,
        bool nesterov
    )
    {
        Span<Vector256<float>> w = MemoryMarshal.Cast<float, Vector256<float>>(values);
        Span<Vector256<float>> b = MemoryMarshal.Cast<float, Vector256<float>>(buffer);
        ReadOnlySpan<Vector256<float>> g = MemoryMarshal.Cast<float, Vector256<float>>(gradients);
        var (mu, lambda, back) = (
            Vector256.Create(momentum),
            Vector256.Create(weightDecay),
            Vector256.Create(-learningRate)
        );
        for (int i = 0; i < w.Length; i++)
        {
            Vector256<float> decayed = Vector256.FusedMultiplyAdd(w[i], lambda, g[i]);
            Vector256<float> moved = b[i] * mu + decayed;
            Vector256<float> direction = nesterov ? Vector256.FusedMultiplyAdd(moved, mu, decayed) : moved;
            b[i] = moved;
            w[i] = Vector256.FusedMultiplyAdd(direction, back, w[i]);
        }

        for (int i = w.Length * Vector256<float>.Count; i < values.Length; i++)
        {
            float decayed = MathF.FusedMultiplyAdd(values[i], weightDecay, gradients[i]);
            float moved = buffer[i] * momentum + decayed;
            float direction = nesterov ? MathF.FusedMultiplyAdd(moved, momentum, decayed) : moved;
            buffer[i] = moved;
            values[i] = MathF.FusedMultiplyAdd(direction, -learningRate, values[i]);
        }
    }
}
