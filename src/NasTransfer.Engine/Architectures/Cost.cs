namespace NasTransfer.Engine.Architectures;

/// <summary>What a part of a network costs.</summary>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="Macs">Multiply-adds of convolutions and linear layers, one image, forward.</param>
public readonly record struct Cost(long Parameters, long Macs)
{
    public static Cost operator +(Cost left, Cost right) =>
        new(left.Parameters + right.Parameters, left.Macs + right.Macs);

    public static Cost operator *(int times, Cost cost) => new(times * cost.Parameters, times * cost.Macs);

    public static Cost Add(Cost left, Cost right) => left + right;

    public static Cost Multiply(int times, Cost cost) => times * cost;
}

/// <summary>
/// The costs of the layers of which the networks are made. Pixels are those of the output; 0 counts parameters alone.
/// Convolutions have no bias.
/// </summary>
internal static class LayerCost
{
    /// <summary>k·k·Cin·Cout weights, each used once a pixel of the output.</summary>
    public static Cost Convolution(int channelsIn, int channelsOut, int kernel, long pixels)
    {
        long weights = (long)kernel * kernel * channelsIn * channelsOut;
        return new Cost(weights, weights * pixels);
    }

    /// <summary>One k×k filter a channel.</summary>
    public static Cost Depthwise(int channels, int kernel, long pixels)
    {
        long weights = (long)kernel * kernel * channels;
        return new Cost(weights, weights * pixels);
    }

    /// <summary>γ and β for each channel if affine, else nothing.</summary>
    public static Cost BatchNorm(int channels, bool affine = true) => new(affine ? 2L * channels : 0, 0);

    /// <summary>With a bias, which costs no multiply-add.</summary>
    public static Cost Linear(int features, int classes)
    {
        long weights = (long)features * classes;
        return new Cost(weights + classes, weights);
    }

    /// <summary>ReLU, 1×1 convolution, BN.</summary>
    public static Cost ReluConvBatchNorm(int channelsIn, int channelsOut, long pixels, bool affine) =>
        Convolution(channelsIn, channelsOut, 1, pixels) + BatchNorm(channelsOut, affine);

    /// <summary>ReLU, two 1×1 convolutions of stride 2 with half of the channels each, BN.</summary>
    public static Cost FactorizedReduce(int channelsIn, int channelsOut, long pixels, bool affine) =>
        2 * Convolution(channelsIn, channelsOut / 2, 1, pixels) + BatchNorm(channelsOut, affine);

    /// <summary>An operation on C channels.</summary>
    /// <param name="reduces">Stride 2.</param>
    /// <param name="poolBatchNorm">A BN follows a pool.</param>
    /// <param name="affine">BN has weights.</param>
    public static Cost Operation(
        Primitive primitive,
        int channels,
        bool reduces,
        long pixels,
        bool poolBatchNorm,
        bool affine
    ) =>
        primitive switch
        {
            Primitive.None => default,
            Primitive.MaxPool3x3 or Primitive.AvgPool3x3 => poolBatchNorm ? BatchNorm(channels, affine) : default,
            Primitive.SkipConnect => reduces ? FactorizedReduce(channels, channels, pixels, affine) : default,
            Primitive.SepConv3x3 => 2 * SeparableHalf(channels, 3, pixels, affine),
            Primitive.SepConv5x5 => 2 * SeparableHalf(channels, 5, pixels, affine),
            Primitive.DilConv3x3 => SeparableHalf(channels, 3, pixels, affine),
            Primitive.DilConv5x5 => SeparableHalf(channels, 5, pixels, affine),
            _ => throw new ArgumentOutOfRangeException(nameof(primitive), primitive, "Not an operation."),
        };

    /// <summary>ReLU, depthwise k×k, pointwise, BN. The stride is the first layer's, so both see the output's pixels.</summary>
    private static Cost SeparableHalf(int channels, int kernel, long pixels, bool affine) =>
        Depthwise(channels, kernel, pixels) + Convolution(channels, channels, 1, pixels) + BatchNorm(channels, affine);
}
