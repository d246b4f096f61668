using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Networks;

/// <summary>
/// Inputs and weights that anyone can write down: what golden values of the reference implementations were computed with.
/// </summary>
internal static class GoldenFill
{
    /// <summary>Flat element i is sin(0.3·i).</summary>
    public static Tensor Input(params long[] shape) =>
        tensor(Values(shape, i => Math.Sin(0.3 * i)), shape, dtype: ScalarType.Float32);

    /// <summary>
    /// The j-th convolution or linear layer, in order of registration, gets 0.1·cos(0.7·i + j); linear biases get 0.
    /// </summary>
    /// <returns>How many there are.</returns>
    public static int Weights(nn.Module module)
    {
        using var _ = no_grad();
        int j = 0;
        foreach (var (name, parameter) in module.named_parameters())
        {
            if (parameter.dim() > 1)
            {
                Set(parameter, j++);
            }
            else if (name.EndsWith("classifier.bias", StringComparison.Ordinal))
            {
                parameter.zero_();
            }
        }

        return j;
    }

    private static void Set(Parameter weight, int j) =>
        weight.copy_(tensor(Values(weight.shape, i => 0.1 * Math.Cos(0.7 * i + j)), weight.shape));

    private static float[] Values(long[] shape, Func<int, double> element)
    {
        int count = (int)shape.Aggregate(1L, (product, size) => product * size);
        return [.. Enumerable.Range(0, count).Select(i => (float)element(i))];
    }
}
