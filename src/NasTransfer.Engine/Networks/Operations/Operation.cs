using NasTransfer.Engine.Architectures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks.Operations;

/// <summary>The eight primitives as modules: N×C×H×W to N×C×H/s×W/s.</summary>
public static class Operation
{
    /// <param name="channels">C, in and out.</param>
    /// <param name="stride">1, or 2 on an edge from an input of a reduction cell.</param>
    /// <param name="form">Batch norm of the convolutions and of strided skips.</param>
    /// <param name="normalisePools">Whether pools are followed by batch norm of the same form.</param>
    public static Module<Tensor, Tensor> Create(
        Primitive primitive,
        int channels,
        int stride,
        BatchNormForm form,
        bool normalisePools
    ) =>
        primitive switch
        {
            Primitive.None => new Zero(stride),
            Primitive.MaxPool3x3 or Primitive.AvgPool3x3 => new Pool(
                primitive,
                channels,
                stride,
                normalisePools ? form : null
            ),
            Primitive.SkipConnect when stride == 1 => new Skip(channels),
            Primitive.SkipConnect => new FactorizedReduce(channels, channels, form),
            Primitive.SepConv3x3 => new SeparableConvolution(channels, 3, stride, form),
            Primitive.SepConv5x5 => new SeparableConvolution(channels, 5, stride, form),
            Primitive.DilConv3x3 => new DilatedConvolution(channels, 3, stride, form),
            Primitive.DilConv5x5 => new DilatedConvolution(channels, 5, stride, form),
            _ => throw new ArgumentOutOfRangeException(nameof(primitive), primitive, "There is no such primitive."),
        };
}
