using NasTransfer.Engine.Runtime;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks;

/// <summary>In which numbers a network multiplies.</summary>
public enum Precision
{
    /// <summary>32-bit floating point.</summary>
    Fp32,

    /// <summary>
    /// Convolutions and the classifier in bfloat16; batch norm, loss, gradients of weights and the weights themselves in
    /// 32 bits.
    /// </summary>
    Bf16,
}

/// <summary>
/// Applies layers in the precision of the network whose pass is under way on this thread. libtorch has autocast for it,
/// which TorchSharp lacks.
/// </summary>
internal static class MixedPrecision
{
    [ThreadStatic]
    private static Precision current;

    /// <summary>Until it is disposed of, layers compute in this precision.</summary>
    public static Scope Enter(Precision precision)
    {
        var scope = new Scope(current);
        current = precision;
        return scope;
    }

    /// <param name="x">N×C×H×W, float32.</param>
    /// <returns>float32.</returns>
    public static Tensor Apply(this Conv2d convolution, Tensor x) =>
        Multiply(
            x,
            convolution.weight,
            (values, weight) =>
                functional.conv2d(
                    values,
                    weight,
                    strides: convolution.stride,
                    padding: convolution.padding,
                    dilation: convolution.dilation,
                    groups: convolution.groups
                )
        );

    /// <param name="x">N×C, float32.</param>
    /// <returns>float32.</returns>
    public static Tensor Apply(this Linear layer, Tensor x) =>
        current == Precision.Fp32
            ? layer.forward(x)
            : Multiply(x, layer.weight, (values, weight) => functional.linear(values, weight)).Plus(layer.bias!);

    /// <summary>A product of values and weights, both float32, as the result is.</summary>
    public static Tensor Multiply(Tensor x, Tensor weight, Func<Tensor, Tensor, Tensor> product) =>
        current == Precision.Fp32
            ? product(x, weight)
            : product(x.to(ScalarType.BFloat16), weight.to(ScalarType.BFloat16)).to(ScalarType.Float32);

    public readonly struct Scope(Precision before) : IDisposable
    {
        public void Dispose() => current = before;
    }
}
