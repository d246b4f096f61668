using NasTransfer.Engine.Randomness;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks;

/// <summary>
/// PyTorch's default initial weights: convolutions and linear layers, bias included, U(−1/√fan_in, 1/√fan_in); batch
/// norm 1 and 0. Every tensor draws from a stream of its own name, so weights do not depend on the order of building.
/// </summary>
internal static class WeightInitialisation
{
    private const string Bias = ".bias";

    public static void Apply(Module network, ulong seed)
    {
        using var _ = no_grad();
        Dictionary<string, Parameter> parameters = network
            .named_parameters()
            .ToDictionary(entry => entry.name, entry => entry.parameter);
        foreach (var (name, parameter) in parameters)
        {
            // Batch norm's vectors start at 1 and 0 and stay; a linear layer's bias has a matrix beside it.
            if (parameter.dim() > 1)
            {
                FillUniformly(parameter, seed, name, FanIn(parameter));
            }
            else if (
                name.EndsWith(Bias, StringComparison.Ordinal)
                && parameters[$"{name[..^Bias.Length]}.weight"] is { } matrix
                && matrix.dim() == 2
            )
            {
                FillUniformly(parameter, seed, name, FanIn(matrix));
            }
        }
    }

    /// <summary>Inputs of one output of a layer: its weight's elements over its first dimension.</summary>
    public static long FanIn(Tensor weight) => weight.shape[1..].Aggregate(1L, (product, size) => product * size);

    /// <summary>Overwrites a parameter, element by element in row-major order.</summary>
    public static void Fill(Parameter parameter, Func<double> draw)
    {
        var values = new float[parameter.numel()];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)draw();
        }

        using Tensor source = tensor(values, parameter.shape);
        parameter.copy_(source);
    }

    private static void FillUniformly(Parameter parameter, ulong seed, string name, long fanIn)
    {
        double bound = 1 / Math.Sqrt(fanIn);
        var draws = new CounterRandom(seed, $"weights/{name}");
        Fill(parameter, () => draws.NextDouble(-bound, bound));
    }
}
