using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;

namespace NasTransfer.Engine.Training;

/// <summary>Told after every step.</summary>
/// <param name="Step">Steps done over the whole run.</param>
/// <param name="Ended">The epoch that has just ended, or null within one.</param>
public sealed record AugmentProgress(int Epoch, int Epochs, long Step, long Steps, AugmentEpoch? Ended);

/// <summary>Trains the network of one genotype from scratch.</summary>
public sealed class AugmentRun : IDisposable
{
    /// <param name="initialWeights">A safetensors file to start from instead of fresh weights; null for fresh ones.</param>
    public AugmentRun(
        Genotype genotype,
        NetworkOptions network,
        AugmentOptions options,
        ulong seed,
        string? initialWeights = null
    ) => throw new NotImplementedException("lands with the engine");

    /// <summary>Trains, testing after every epoch. Call once.</summary>
    public AugmentResult Run(
        ImageSet train,
        ImageSet test,
        IProgress<AugmentProgress>? progress = null,
        CancellationToken cancellation = default
    ) => throw new NotImplementedException("lands with the engine");

    /// <summary>Writes weights and buffers under the names of the reference networks (safetensors).</summary>
    public void SaveWeights(string path) => throw new NotImplementedException("lands with the engine");

    public void Dispose() { }
}
