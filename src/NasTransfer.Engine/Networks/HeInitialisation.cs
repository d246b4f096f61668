using NasTransfer.Engine.Randomness;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks;

/// <summary>
/// The initial weights of the ENAS and NAO supernets: convolutions and linear layers N(0, 2/fan_in), linear biases 0; batch
/// norm keeps 1 and 0 (He et al., "Delving deep into rectifiers", ICCV 2015).
/// </summary>
internal static class HeInitialisation
{
    /// <summary>Overwrites the weights of a network that has just been built.</summary>
    public static void Apply(Module network, ulong seed)
    {
        using var _ = no_grad();
        Dictionary<string, Parameter> parameters = network
            .named_parameters()
            .ToDictionary(entry => entry.name, entry => entry.parameter);
        foreach (var (name, parameter) in parameters)
        {
            if (parameter.dim() > 1)
            {
                double deviation = Math.Sqrt(2.0 / WeightInitialisation.FanIn(parameter));
                var draws = new CounterRandom(seed, $"he-weights/{name}");
                WeightInitialisation.Fill(parameter, () => deviation * draws.NextGaussian());
                // A matrix is a linear layer's: batch norm's bias has no matrix beside it.
                if (parameters.TryGetValue($"{name[..name.LastIndexOf('.')]}.bias", out Parameter? bias))
                {
                    bias.zero_();
                }
            }
        }
    }
}
