using NasTransfer.Engine.Networks.Operations;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks;

/// <summary>
/// The auxiliary head: ReLU, 5×5 average pool to 2×2, 1×1 convolution to 128, batch norm, ReLU, 2×2 convolution to 768,
/// batch norm, ReLU, linear. That pool fits feature maps of 8×8 (CIFAR, 32 px) and 7×7 (ImageNet, 224 px); maps of other
/// images are averaged to 2×2 over quarters.
/// </summary>
internal sealed class AuxiliaryClassifier : Module<Tensor, Tensor>
{
    private const int Pooled = 2;
    private const int PoolWindow = 5;
    private const int Hidden = 128;
    private const int Features = 768;

    private readonly int publishedSize;
    private readonly int poolStride;
    private readonly Conv2d convolution1;
    private readonly BatchNorm2d norm1;
    private readonly Conv2d convolution2;
    private readonly BatchNorm2d? norm2;
    private readonly Linear classifier;

    public AuxiliaryClassifier(int channels, NetworkOptions options)
        : base(nameof(AuxiliaryClassifier))
    {
        (publishedSize, poolStride) = options.Stem == Stem.ImageNet ? (7, 2) : (8, 3);
        convolution1 = Convolutions.Pointwise(channels, Hidden);
        norm1 = BatchNormForm.Augment.Create(Hidden);
        convolution2 = Conv2d(Hidden, Features, 2L, bias: false);
        var features = Sequential(("2", convolution1), ("3", norm1), ("5", convolution2));
        if (options.AuxiliaryBatchNorm)
        {
            norm2 = BatchNormForm.Augment.Create(Features);
            features.append("6", norm2);
        }

        classifier = Linear(Features, options.Classes);
        register_module("features", features);
        register_module("classifier", classifier);
    }

    public override Tensor forward(Tensor x)
    {
        if (x.shape[2] < Pooled || x.shape[3] < Pooled)
        {
            throw new BadInputException(
                $"The auxiliary head needs feature maps of at least {Pooled}×{Pooled} px, and these are {x.shape[2]}×{x.shape[3]}: train on larger images, or without it (--aux-weight=0)."
            );
        }

        bool published = x.shape[2] == publishedSize && x.shape[3] == publishedSize;
        Tensor y = published
            ? functional.avg_pool2d(x.relu(), PoolWindow, poolStride, padding: 0, count_include_pad: false)
            : functional.adaptive_avg_pool2d(x.relu(), Pooled);
        y = norm1.Apply(convolution1.Apply(y)).relu();
        y = convolution2.Apply(y);
        y = (norm2 is null ? y : norm2.Apply(y)).relu();
        return classifier.Apply(y.flatten(1));
    }
}
