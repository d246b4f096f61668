using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks.Operations;

/// <summary>Which batch normalisation a network uses. ε = 1e-5, momentum 0.1.</summary>
/// <param name="Affine">Scale and shift each channel. The mixed supernet does not, so that all operations keep one scale.</param>
/// <param name="TracksStatistics">
/// Keep running statistics for evaluation. Supernets do not: under shared weights they would mix all paths.
/// </param>
public sealed record BatchNormForm(bool Affine, bool TracksStatistics)
{
    public static BatchNormForm Augment { get; } = new(Affine: true, TracksStatistics: true);

    public static BatchNormForm MixedSupernet { get; } = new(Affine: false, TracksStatistics: false);

    internal BatchNorm2d Create(int channels) =>
        BatchNorm2d(channels, affine: Affine, track_running_stats: TracksStatistics);
}
