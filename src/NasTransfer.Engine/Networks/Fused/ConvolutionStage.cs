using TorchSharp.Modules;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>
/// ReLU, depthwise k×k, 1×1 and the statistics of what follows, an image at a time. Nothing between input and output is
/// kept: going back, the depthwise convolution is computed once more, which costs less than its memory.
/// </summary>
internal sealed unsafe class ConvolutionStage(
    Conv2d depthwise,
    Conv2d pointwise,
    int stride,
    int dilation,
    FusedNorm norm
) : IDisposable
{
    private readonly PackedKernel kernel = new(depthwise.weight);
    private readonly PackedMatrix matrix = new(
        pointwise.weight,
        firstIn: 0,
        (int)pointwise.weight.shape[1],
        (int)pointwise.weight.shape[1],
        firstOut: 0,
        (int)pointwise.weight.shape[0]
    );

    private int Border => dilation * (kernel.Size / 2);

    /// <param name="before">A normalisation of the input, before the ReLU; null for none.</param>
    public FeatureMap Forward(FeatureMap x, FusedNorm? before, Pass pass)
    {
        kernel.Load();
        matrix.Load();
        FeatureMap z = pass.Arena.Take(x, x.Channels, stride);
        float* tiles = pass.Scratch.Take("tiles", TileFloats(x) * x.Blocks);
        float* u = pass.Scratch.Take("u", z.ImageSize);
        for (int image = 0; image < x.Images; image++)
        {
            Depthwise(x, before, image, tiles, u, z);
            PointwiseKernel.Multiply(
                u,
                matrix.BlocksIn,
                z.Pixels,
                matrix.Forward,
                matrix.BlocksOut,
                z.Image(image),
                adds: false
            );
            norm.Add(z.Image(image), z.Pixels);
        }

        return z;
    }

    /// <summary>From the gradient after the normalisation to that of the input, and of the weights.</summary>
    /// <param name="gradient">To be scaled by <paramref name="factors"/>; the normalisation has taken it in.</param>
    /// <param name="target">
    /// Without <paramref name="before"/>: where the input's gradient is added. With it: where the gradient after
    /// <paramref name="before"/> is put, which takes it in.
    /// </param>
    public void Backward(
        FeatureMap x,
        FusedNorm? before,
        FeatureMap z,
        FeatureMap gradient,
        float[]? factors,
        FeatureMap target,
        Pass pass
    )
    {
        // Without gradients of weights, nothing of the forward pass is needed but the signs of the input.
        bool ofWeights = kernel.WantsGradient || matrix.WantsGradient;
        if (ofWeights)
        {
            kernel.ClearGradient();
            matrix.ClearGradient();
        }

        float* tiles = pass.Scratch.Take("tiles", TileFloats(x) * x.Blocks);
        float* tile = pass.Scratch.Take("tile", TileFloats(x));
        float* u = pass.Scratch.Take("u", z.ImageSize);
        float* dz = pass.Scratch.Take("dz", z.ImageSize);
        float* du = pass.Scratch.Take("du", z.ImageSize);
        float* dx = pass.Scratch.Take("dx", x.ImageSize);
        for (int image = 0; image < x.Images; image++)
        {
            norm.Gradient(gradient, z, image, factors?[image] ?? 1, dz);
            if (ofWeights)
            {
                Depthwise(x, before, image, tiles, u, z);
                PointwiseKernel.AddMatrixGradient(u, matrix.BlocksIn, z.Pixels, dz, matrix.BlocksOut, matrix.Gradient);
            }

            PointwiseKernel.Multiply(
                dz,
                matrix.BlocksOut,
                z.Pixels,
                matrix.Transposed,
                matrix.BlocksIn,
                du,
                adds: false
            );
            for (int block = 0; block < x.Blocks; block++)
            {
                if (ofWeights)
                {
                    AddKernelGradient(x, z, tiles, du, block);
                }

                DepthwiseGradient(x, z, tile, du, block, before is null ? dx : Place(target, image, block));
                Through(x, before, image, block, dx, target);
            }
        }

        if (ofWeights)
        {
            kernel.StoreGradient();
            matrix.StoreGradient();
        }
    }

    public void Dispose()
    {
        kernel.Dispose();
        matrix.Dispose();
    }

    // u = depthwise(ReLU(x)) of one image; the padded inputs of all blocks stay in the tiles.
    private void Depthwise(FeatureMap x, FusedNorm? before, int image, float* tiles, float* u, FeatureMap z)
    {
        for (int block = 0; block < x.Blocks; block++)
        {
            float* tile = tiles + block * TileFloats(x);
            int channel = block * FeatureMap.Lanes;
            TileKernel.PadActivated(
                x.Image(image) + block * x.BlockSize,
                x.Height,
                x.Width,
                before is null ? null : before.Scale + channel,
                before is null ? null : before.Shift + channel,
                tile,
                Border
            );
            DepthwiseKernel.Correlate(
                tile,
                x.Width + 2 * Border,
                kernel.Forward(block),
                kernel.Size,
                stride,
                dilation,
                u + block * z.BlockSize,
                z.Height,
                z.Width
            );
        }
    }

    private void AddKernelGradient(FeatureMap x, FeatureMap z, float* tiles, float* du, int block) =>
        DepthwiseKernel.AddKernelGradient(
            tiles + block * TileFloats(x),
            x.Width + 2 * Border,
            du + block * z.BlockSize,
            z.Height,
            z.Width,
            kernel.Size,
            stride,
            dilation,
            kernel.Gradient(block)
        );

    // The gradient of the depthwise convolution's input: a correlation of the result's gradient, spread out by the stride,
    // with the kernel turned round.
    private void DepthwiseGradient(FeatureMap x, FeatureMap z, float* tile, float* du, int block, float* target)
    {
        float* result = du + block * z.BlockSize;
        int tileWidth = x.Width + 2 * Border;
        TileKernel.Pad(result, z.Height, z.Width, stride, 0, tile, x.Height + 2 * Border, tileWidth, Border);
        DepthwiseKernel.Correlate(
            tile,
            tileWidth,
            kernel.Turned(block),
            kernel.Size,
            stride: 1,
            dilation,
            target,
            x.Height,
            x.Width
        );
    }

    // Back through the ReLU.
    private static void Through(FeatureMap x, FusedNorm? before, int image, int block, float* dx, FeatureMap target)
    {
        float* values = x.Image(image) + block * x.BlockSize;
        if (before is null)
        {
            TileKernel.AddWhereActive(values, dx, x.BlockSize, Place(target, image, block));
            return;
        }

        int channel = block * FeatureMap.Lanes;
        TileKernel.MaskActive(
            values,
            before.Scale + channel,
            before.Shift + channel,
            Place(target, image, block),
            x.Pixels,
            before.Sum(block),
            before.SumZ(block)
        );
    }

    private static float* Place(FeatureMap map, int image, int block) => map.Image(image) + block * map.BlockSize;

    private long TileFloats(FeatureMap x) => (long)(x.Height + 2 * Border) * (x.Width + 2 * Border) * FeatureMap.Lanes;
}
