using NasTransfer.Engine.Architectures;
using TorchSharp.Modules;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>3×3 max or average pool.</summary>
internal sealed unsafe class FusedPool(Primitive kind, int stride, BatchNorm2d? norm, int channels)
    : FusedOperation(new FusedNorm(norm, channels), channels, stride)
{
    private const int Border = 1;
    private const int Lanes = FeatureMap.Lanes;

    protected override FeatureMap Compute(ReadOnlySpan<FusedState> inputs, Pass pass)
    {
        FeatureMap x = inputs[0].Map;
        FeatureMap z = Take(x, pass);
        float* tile = Tile("pool", x, pass);
        for (int image = 0; image < x.Images; image++)
        {
            for (int block = 0; block < x.Blocks; block++)
            {
                Pad(x, image, block, tile);
                float* to = z.Image(image) + block * z.BlockSize;
                if (kind == Primitive.MaxPool3x3)
                {
                    PoolKernel.Maximum(tile, x.Width + 2 * Border, Stride, to, z.Height, z.Width);
                }
                else
                {
                    PoolKernel.Average(tile, x.Height, x.Width, Stride, to, z.Height, z.Width);
                }
            }

            Norm.Add(z.Image(image), z.Pixels);
        }

        return z;
    }

    public override void Backward(ReadOnlySpan<FusedState> inputs, FeatureMap gradient, float[]? factors, Pass pass)
    {
        FeatureMap x = inputs[0].Map;
        FeatureMap z = Output;
        FeatureMap target = inputs[0].Gradient(pass);
        float* tile = Tile("pool", x, pass);
        float* tileGradient = Tile("pool gradient", x, pass);
        float* dz = pass.Scratch.Take("dz", z.ImageSize);
        int tileWidth = x.Width + 2 * Border;
        int tileFloats = (x.Height + 2 * Border) * tileWidth * Lanes;
        for (int image = 0; image < x.Images; image++)
        {
            Norm.Gradient(gradient, z, image, factors?[image] ?? 1, dz);
            for (int block = 0; block < x.Blocks; block++)
            {
                new Span<float>(tileGradient, tileFloats).Clear();
                float* g = dz + block * z.BlockSize;
                if (kind == Primitive.MaxPool3x3)
                {
                    Pad(x, image, block, tile);
                    float* pooled = z.Image(image) + block * z.BlockSize;
                    PoolKernel.AddMaximumGradient(tile, tileWidth, Stride, pooled, g, z.Height, z.Width, tileGradient);
                }
                else
                {
                    PoolKernel.AddAverageGradient(g, x.Height, x.Width, Stride, z.Height, z.Width, tileGradient);
                }

                AddMiddle(tileGradient, tileWidth, x, target.Image(image) + block * x.BlockSize);
            }
        }
    }

    private void Pad(FeatureMap x, int image, int block, float* tile) =>
        TileKernel.Pad(
            x.Image(image) + block * x.BlockSize,
            x.Height,
            x.Width,
            spread: 1,
            kind == Primitive.MaxPool3x3 ? float.NegativeInfinity : 0,
            tile,
            x.Height + 2 * Border,
            x.Width + 2 * Border,
            Border
        );

    private static void AddMiddle(float* tile, int tileWidth, FeatureMap x, float* target)
    {
        for (int y = 0; y < x.Height; y++)
        {
            float* row = tile + ((long)(y + Border) * tileWidth + Border) * Lanes;
            TileKernel.AddWeighted(row, 1, x.Width * Lanes, target + (long)y * x.Width * Lanes);
        }
    }

    private static float* Tile(string purpose, FeatureMap x, Pass pass) =>
        pass.Scratch.Take(purpose, (long)(x.Height + 2 * Border) * (x.Width + 2 * Border) * Lanes);
}
