using NasTransfer.Engine.Networks.Operations;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks;

/// <summary>From an image to the two inputs of the first cell.</summary>
internal abstract class StemModule(string name) : Module<Tensor, (Tensor PrevPrev, Tensor Prev)>(name)
{
    /// <summary>Builds a stem and registers its parts with the network under the names of the reference networks.</summary>
    public static StemModule Create(Stem stem, int channels, BatchNormForm form, Action<string, Module> register) =>
        stem switch
        {
            Stem.Cifar => new CifarStem(channels, form, register),
            Stem.ImageNet => new ImageNetStem(channels, form, register),
            _ => throw new ArgumentOutOfRangeException(nameof(stem), stem, "There is no such stem."),
        };
}

/// <summary>One 3×3 convolution to 3C channels, batch norm; both inputs of the first cell are its output.</summary>
internal sealed class CifarStem : StemModule
{
    private readonly Conv2d convolution;
    private readonly BatchNorm2d norm;

    public CifarStem(int channels, BatchNormForm form, Action<string, Module> register)
        : base(nameof(CifarStem))
    {
        int width = MacroPlan.StemMultiplier * channels;
        convolution = Convolutions.Full(3, width, 3);
        norm = form.Create(width);
        register("stem", Sequential(("0", convolution), ("1", norm)));
    }

    public override (Tensor PrevPrev, Tensor Prev) forward(Tensor x)
    {
        Tensor y = norm.Apply(convolution.Apply(x));
        return (y, y);
    }
}

/// <summary>
/// Three 3×3 convolutions of stride 2: the first two make the first input (a quarter of the image), the third makes the
/// second (an eighth).
/// </summary>
internal sealed class ImageNetStem : StemModule
{
    private readonly Conv2d convolution1;
    private readonly BatchNorm2d norm1;
    private readonly Conv2d convolution2;
    private readonly BatchNorm2d norm2;
    private readonly Conv2d convolution3;
    private readonly BatchNorm2d norm3;

    public ImageNetStem(int channels, BatchNormForm form, Action<string, Module> register)
        : base(nameof(ImageNetStem))
    {
        convolution1 = Convolutions.Full(3, channels / 2, 3, stride: 2);
        norm1 = form.Create(channels / 2);
        convolution2 = Convolutions.Full(channels / 2, channels, 3, stride: 2);
        norm2 = form.Create(channels);
        convolution3 = Convolutions.Full(channels, channels, 3, stride: 2);
        norm3 = form.Create(channels);
        register("stem0", Sequential(("0", convolution1), ("1", norm1), ("3", convolution2), ("4", norm2)));
        register("stem1", Sequential(("1", convolution3), ("2", norm3)));
    }

    public override (Tensor PrevPrev, Tensor Prev) forward(Tensor x)
    {
        Tensor y = norm1.Apply(convolution1.Apply(x)).relu();
        Tensor quarter = norm2.Apply(convolution2.Apply(y));
        Tensor eighth = norm3.Apply(convolution3.Apply(quarter.relu()));
        return (quarter, eighth);
    }
}
