using System.Collections.Immutable;
using TorchSharp.Modules;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>
/// ReLU and 1×1 convolutions over the concatenation of the inputs, which is never made: their products are summed. At
/// stride 2 it is the factorized reduction, whose halves see pixels that lie one apart.
/// </summary>
internal sealed unsafe class FusedProjection : FusedOperation
{
    // By convolution, then by input.
    private readonly ImmutableArray<ImmutableArray<PackedMatrix>> matrices;

    private FusedProjection(
        ImmutableArray<ImmutableArray<PackedMatrix>> matrices,
        BatchNorm2d norm,
        int channelsOut,
        int stride
    )
        : base(new FusedNorm(norm, channelsOut), channelsOut, stride)
    {
        this.matrices = matrices;
    }

    private IEnumerable<PackedMatrix> All => matrices.SelectMany(parts => parts);

    /// <param name="inputs">How many states of equal width are concatenated.</param>
    public static FusedProjection AtFullResolution(Conv2d convolution, BatchNorm2d norm, int inputs)
    {
        int channels = (int)convolution.weight.shape[0];
        return new([Pack(convolution, inputs, firstOut: 0, channels)], norm, channels, stride: 1);
    }

    /// <param name="even">For rows and columns 0, 2, …: the first half of the output's channels.</param>
    /// <param name="odd">For rows and columns 1, 3, …: the second half.</param>
    public static FusedProjection Halving(Conv2d even, Conv2d odd, BatchNorm2d norm, int inputs)
    {
        int half = (int)even.weight.shape[0];
        return new(
            [Pack(even, inputs, firstOut: 0, 2 * half), Pack(odd, inputs, firstOut: half, 2 * half)],
            norm,
            2 * half,
            stride: 2
        );
    }

    public override void Backward(ReadOnlySpan<FusedState> inputs, FeatureMap gradient, float[]? factors, Pass pass)
    {
        FeatureMap z = Output;
        FeatureMap first = inputs[0].Map;
        int floats = first.Blocks * z.BlockSize;
        float* dz = pass.Scratch.Take("dz", z.ImageSize);
        float* source = pass.Scratch.Take("u", floats);
        float* ofSource = pass.Scratch.Take("du", floats);
        foreach (PackedMatrix matrix in All.Where(matrix => matrix.WantsGradient))
        {
            matrix.ClearGradient();
        }

        for (int image = 0; image < z.Images; image++)
        {
            Norm.Gradient(gradient, z, image, factors?[image] ?? 1, dz);
            for (int offset = 0; offset < matrices.Length; offset++)
            {
                for (int input = 0; input < inputs.Length; input++)
                {
                    PackedMatrix matrix = matrices[offset][input];
                    FeatureMap x = inputs[input].Map;
                    if (matrix.WantsGradient)
                    {
                        Gather(x, image, offset, source, z);
                        PointwiseKernel.AddMatrixGradient(
                            source,
                            matrix.BlocksIn,
                            z.Pixels,
                            dz,
                            matrix.BlocksOut,
                            matrix.Gradient
                        );
                    }

                    PointwiseKernel.Multiply(
                        dz,
                        matrix.BlocksOut,
                        z.Pixels,
                        matrix.Transposed,
                        matrix.BlocksIn,
                        ofSource,
                        adds: false
                    );
                    Scatter(x, image, offset, ofSource, inputs[input].Gradient(pass), z);
                }
            }
        }

        foreach (PackedMatrix matrix in All.Where(matrix => matrix.WantsGradient))
        {
            matrix.StoreGradient();
        }
    }

    public override void Dispose()
    {
        foreach (PackedMatrix matrix in All)
        {
            matrix.Dispose();
        }

        base.Dispose();
    }

    protected override FeatureMap Compute(ReadOnlySpan<FusedState> inputs, Pass pass)
    {
        foreach (PackedMatrix matrix in All)
        {
            matrix.Load();
        }

        FeatureMap first = inputs[0].Map;
        if (first.Height % Stride != 0 || first.Width % Stride != 0)
        {
            throw new BadInputException(
                $"A reduction of {first.Height}×{first.Width} px does not halve; sizes must be even."
            );
        }

        FeatureMap z = Take(first, pass);
        float* source = pass.Scratch.Take("u", first.Blocks * z.BlockSize);
        for (int image = 0; image < z.Images; image++)
        {
            for (int offset = 0; offset < matrices.Length; offset++)
            {
                for (int input = 0; input < inputs.Length; input++)
                {
                    PackedMatrix matrix = matrices[offset][input];
                    Gather(inputs[input].Map, image, offset, source, z);
                    PointwiseKernel.Multiply(
                        source,
                        matrix.BlocksIn,
                        z.Pixels,
                        matrix.Forward,
                        matrix.BlocksOut,
                        z.Image(image),
                        adds: offset + input > 0
                    );
                }
            }

            Norm.Add(z.Image(image), z.Pixels);
        }

        return z;
    }

    private static ImmutableArray<PackedMatrix> Pack(Conv2d convolution, int inputs, int firstOut, int totalOut)
    {
        int channels = (int)convolution.weight.shape[1];
        int each = channels / inputs;
        return
        [
            .. Enumerable
                .Range(0, inputs)
                .Select(input => new PackedMatrix(
                    convolution.weight,
                    input * each,
                    each,
                    channels,
                    firstOut,
                    totalOut
                )),
        ];
    }

    // ReLU of the pixels that a convolution sees.
    private void Gather(FeatureMap x, int image, int offset, float* target, FeatureMap z)
    {
        if (Stride == 1)
        {
            TileKernel.Activate(x.Image(image), x.ImageSize, target);
            return;
        }

        for (int block = 0; block < x.Blocks; block++)
        {
            for (int y = 0; y < z.Height; y++)
            {
                long at = (long)(2 * y + offset) * x.Width + offset;
                TileKernel.ActivateEverySecond(
                    x.Image(image) + block * x.BlockSize + at * FeatureMap.Lanes,
                    z.Width,
                    target + block * z.BlockSize + y * z.Width * FeatureMap.Lanes
                );
            }
        }
    }

    private void Scatter(FeatureMap x, int image, int offset, float* ofSource, FeatureMap gradient, FeatureMap z)
    {
        if (Stride == 1)
        {
            TileKernel.AddWhereActive(x.Image(image), ofSource, x.ImageSize, gradient.Image(image));
            return;
        }

        for (int block = 0; block < x.Blocks; block++)
        {
            for (int y = 0; y < z.Height; y++)
            {
                long at = block * x.BlockSize + ((long)(2 * y + offset) * x.Width + offset) * FeatureMap.Lanes;
                TileKernel.AddToEverySecondWhereActive(
                    x.Image(image) + at,
                    ofSource + block * z.BlockSize + y * z.Width * FeatureMap.Lanes,
                    z.Width,
                    gradient.Image(image) + at
                );
            }
        }
    }
}
