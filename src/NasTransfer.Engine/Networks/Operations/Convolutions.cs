using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks.Operations;

/// <summary>The convolutions of the search space: square kernels, no bias.</summary>
internal static class Convolutions
{
    /// <summary>k×k over all channels, same size at stride 1.</summary>
    public static Conv2d Full(int channelsIn, int channelsOut, int kernel, int stride = 1) =>
        Conv2d(channelsIn, channelsOut, kernel, stride: stride, padding: kernel / 2, bias: false);

    /// <summary>1×1.</summary>
    public static Conv2d Pointwise(int channelsIn, int channelsOut) => Conv2d(channelsIn, channelsOut, 1L, bias: false);

    /// <summary>k×k, each channel by itself, same size at stride 1.</summary>
    public static Conv2d Depthwise(int channels, int kernel, int stride, int dilation = 1) =>
        Conv2d(
            channels,
            channels,
            kernel,
            stride: stride,
            padding: dilation * (kernel / 2),
            dilation: dilation,
            groups: channels,
            bias: false
        );

    /// <summary>
    /// A depthwise convolution of dilation 2 and stride 1, right in both memory layouts: in channels-last strides
    /// libtorch 2.10 returns a wrong gradient for its input.
    /// </summary>
    /// <param name="x">N×C×H×W.</param>
    /// <param name="weight">C×1×k×k.</param>
    public static Tensor DilatedDepthwise(Tensor x, Tensor weight)
    {
        long channels = x.shape[1];
        long padding = weight.shape[2] / 2;
        if (!IsChannelsLast(x))
        {
            return functional.conv2d(
                x,
                weight,
                padding: [2 * padding, 2 * padding],
                dilation: [2, 2],
                groups: channels
            );
        }

        // Tap (i, j) reads pixels of one parity only: dilation 2 is four plain convolutions, one on each of the grids of
        // even and odd rows and columns. The grids go into the batch and come back.
        var (n, h, w) = (x.shape[0], x.shape[2], x.shape[3]);
        Tensor image = x.permute(0, 2, 3, 1);
        if (h % 2 != 0 || w % 2 != 0)
        {
            image = functional.pad(image, [0, 0, 0, w % 2, 0, h % 2]);
        }

        var (halfH, halfW) = ((h + 1) / 2, (w + 1) / 2);
        Tensor grids = image
            .reshape(n, halfH, 2, halfW, 2, channels)
            .permute(2, 4, 0, 1, 3, 5)
            .reshape(4 * n, halfH, halfW, channels)
            .permute(0, 3, 1, 2);
        Tensor convolved = functional.conv2d(grids, weight, padding: [padding, padding], groups: channels);
        Tensor joined = convolved
            .permute(0, 2, 3, 1)
            .reshape(2, 2, n, halfH, halfW, channels)
            .permute(2, 3, 0, 4, 1, 5)
            .reshape(n, 2 * halfH, 2 * halfW, channels);
        if (h % 2 != 0 || w % 2 != 0)
        {
            joined = joined.narrow(1, 0, h).narrow(2, 0, w).contiguous();
        }

        return joined.permute(0, 3, 1, 2);
    }

    private static bool IsChannelsLast(Tensor x) => x.stride(1) == 1 && x.shape[1] > 1;
}
