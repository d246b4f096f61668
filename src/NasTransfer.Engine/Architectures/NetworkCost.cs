using System.Collections.Immutable;
using NasTransfer.Engine.Networks;

namespace NasTransfer.Engine.Architectures;

/// <summary>What one cell of a network costs.</summary>
/// <param name="Index">Position, from 0.</param>
/// <param name="IsReduction">Halves the resolution.</param>
/// <param name="Channels">Channels of a node.</param>
/// <param name="ChannelsOut">Channels of the output.</param>
/// <param name="OutputSize">Height and width of the output in px.</param>
/// <param name="Parameters">Trainable parameters.</param>
/// <param name="Macs">Multiply-adds, one image, forward.</param>
public sealed record CellCost(
    int Index,
    bool IsReduction,
    int Channels,
    int ChannelsOut,
    int OutputSize,
    long Parameters,
    long Macs
);

/// <summary>
/// The size of an augment network, computed from its genotype by formula: no network is built, so sizes of any scale can
/// be asked for.
/// </summary>
/// <param name="Parameters">Trainable parameters without the auxiliary head: stem, cells and classifier.</param>
/// <param name="AuxiliaryParameters">Those of the auxiliary head; 0 without one.</param>
/// <param name="Macs">Multiply-adds of convolutions and classifier, one image, forward, without the auxiliary head.</param>
public sealed record NetworkCost(
    long Parameters,
    long AuxiliaryParameters,
    long Macs,
    Cost Stem,
    Cost Classifier,
    ImmutableArray<CellCost> Cells
)
{
    // Channels of the auxiliary head's two convolutions.
    private const int AuxiliaryNarrow = 128;
    private const int AuxiliaryWide = 768;

    /// <param name="imageSize">Height and width of the images in px.</param>
    /// <exception cref="BadInputException">A size is zero or negative, or the image does not halve evenly.</exception>
    public static NetworkCost Of(Genotype genotype, NetworkOptions options, int imageSize)
    {
        MacroPlan plan = Plan(genotype, options);
        plan.ValidateImageSize(imageSize);
        return Of(genotype, options, plan, imageSize);
    }

    /// <summary>Trainable parameters without the auxiliary head; they do not depend on the size of the images.</summary>
    /// <exception cref="BadInputException">A size is zero or negative.</exception>
    public static long ParametersOf(Genotype genotype, NetworkOptions options) =>
        Of(genotype, options, Plan(genotype, options), imageSize: 0).Parameters;

    /// <summary>Trainable parameters of the auxiliary head that the options ask for; 0 without one.</summary>
    /// <exception cref="BadInputException">A size is zero or negative.</exception>
    public static long AuxiliaryParametersOf(Genotype genotype, NetworkOptions options) =>
        Auxiliary(options, Plan(genotype, options));

    private static MacroPlan Plan(Genotype genotype, NetworkOptions options) =>
        MacroPlan.Of(options, genotype.Normal.Concat.Length, genotype.Reduce.Concat.Length);

    private static NetworkCost Of(Genotype genotype, NetworkOptions options, MacroPlan plan, int imageSize)
    {
        Cost stem = StemOf(options.Stem, options.Channels, imageSize);
        Cost classifier = LayerCost.Linear(plan.ChannelsOut, options.Classes);
        ImmutableArray<CellCost> cells =
        [
            .. plan.Cells.Select(cell => OfCell(cell.IsReduction ? genotype.Reduce : genotype.Normal, cell)),
        ];
        return new NetworkCost(
            stem.Parameters + classifier.Parameters + cells.Sum(cell => cell.Parameters),
            Auxiliary(options, plan),
            stem.Macs + classifier.Macs + cells.Sum(cell => cell.Macs),
            stem,
            classifier,
            cells
        );

        CellCost OfCell(Cell cell, CellPlan place)
        {
            Cost cost = Preprocessing(place, imageSize, affine: true);
            int size = imageSize / place.OutputDivisor;
            foreach (Edge edge in cell.Edges)
            {
                cost += LayerCost.Operation(
                    edge.Primitive,
                    place.Channels,
                    reduces: place.IsReduction && edge.Predecessor < SearchSpace.Inputs,
                    (long)size * size,
                    poolBatchNorm: options.PoolBatchNorm == PoolBatchNorm.Always,
                    affine: true
                );
            }

            return Row(place, size, cost);
        }
    }

    internal static CellCost Row(CellPlan place, int size, Cost cost) =>
        new(place.Index, place.IsReduction, place.Channels, place.ChannelsOut, size, cost.Parameters, cost.Macs);

    /// <summary>The stem's BNs are affine in every network.</summary>
    internal static Cost StemOf(Stem stem, int channels, int imageSize)
    {
        if (stem == Networks.Stem.Cifar)
        {
            int wide = MacroPlan.StemMultiplier * channels;
            return LayerCost.Convolution(3, wide, 3, Pixels(imageSize)) + LayerCost.BatchNorm(wide);
        }

        // stem0 halves twice, stem1 once more.
        int half = channels / 2;
        return LayerCost.Convolution(3, half, 3, Pixels(imageSize / 2))
            + LayerCost.BatchNorm(half)
            + LayerCost.Convolution(half, channels, 3, Pixels(imageSize / 4))
            + LayerCost.BatchNorm(channels)
            + LayerCost.Convolution(channels, channels, 3, Pixels(imageSize / 8))
            + LayerCost.BatchNorm(channels);
    }

    /// <summary>Both inputs are brought to C channels and to the size of the second one.</summary>
    internal static Cost Preprocessing(CellPlan place, int imageSize, bool affine)
    {
        long pixels = Pixels(imageSize / place.InputDivisor);
        Cost first = place.FollowsReduction
            ? LayerCost.FactorizedReduce(place.ChannelsPrevPrev, place.Channels, pixels, affine)
            : LayerCost.ReluConvBatchNorm(place.ChannelsPrevPrev, place.Channels, pixels, affine);
        return first + LayerCost.ReluConvBatchNorm(place.ChannelsPrev, place.Channels, pixels, affine);
    }

    /// <summary>1×1 to 128, BN, 2×2 to 768, BN (or none), linear.</summary>
    private static long Auxiliary(NetworkOptions options, MacroPlan plan)
    {
        if (!options.AuxiliaryHead)
        {
            return 0;
        }

        Cost head =
            LayerCost.ReluConvBatchNorm(plan.Cells[plan.AuxiliaryCell].ChannelsOut, AuxiliaryNarrow, 0, affine: true)
            + LayerCost.Convolution(AuxiliaryNarrow, AuxiliaryWide, 2, 0)
            + LayerCost.BatchNorm(AuxiliaryWide, options.AuxiliaryBatchNorm)
            + LayerCost.Linear(AuxiliaryWide, options.Classes);
        return head.Parameters;
    }

    private static long Pixels(int size) => (long)size * size;
}
