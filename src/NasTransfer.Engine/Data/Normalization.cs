using NasTransfer.Engine.Networks;

namespace NasTransfer.Engine.Data;

/// <summary>Per-channel mean and standard deviation (R, G, B) of pixels on [0, 1]: x ← (x − mean) / std.</summary>
public sealed record Normalization((float R, float G, float B) Mean, (float R, float G, float B) StandardDeviation)
{
    /// <summary>CIFAR-10's training images; used for every set under the CIFAR stem, as pt.darts does.</summary>
    public static Normalization Cifar10 { get; } =
        new((0.49139968f, 0.48215827f, 0.44653124f), (0.24703233f, 0.24348505f, 0.26158768f));

    /// <summary>ImageNet's training images; used for every set under the ImageNet stem.</summary>
    public static Normalization ImageNet { get; } = new((0.485f, 0.456f, 0.406f), (0.229f, 0.224f, 0.225f));

    public static Normalization For(Stem stem) => stem == Stem.ImageNet ? ImageNet : Cifar10;
}
