using System.Collections.Immutable;

namespace NasTransfer.Engine.Networks;

/// <summary>One cell's place in the network.</summary>
/// <param name="Index">Position, from 0.</param>
/// <param name="IsReduction">Halves the resolution: edges from its two inputs have stride 2.</param>
/// <param name="FollowsReduction">Its first input has twice the resolution of its second, and is reduced on the way in.</param>
/// <param name="ChannelsPrevPrev">Channels of the first input, the output of cell k − 2.</param>
/// <param name="ChannelsPrev">Channels of the second input, the output of cell k − 1.</param>
/// <param name="Channels">Channels of every node.</param>
/// <param name="ChannelsOut">Channels of the output: nodes concatenated × <paramref name="Channels"/>.</param>
/// <param name="InputDivisor">The image size over the size of the second input.</param>
/// <param name="OutputDivisor">The image size over the size of the output.</param>
public sealed record CellPlan(
    int Index,
    bool IsReduction,
    bool FollowsReduction,
    int ChannelsPrevPrev,
    int ChannelsPrev,
    int Channels,
    int ChannelsOut,
    int InputDivisor,
    int OutputDivisor
);

/// <summary>How cells are stacked: the part of a network that is the same for every genotype of equal concatenation.</summary>
public sealed record MacroPlan(ImmutableArray<CellPlan> Cells)
{
    /// <summary>The CIFAR stem widens three times.</summary>
    public const int StemMultiplier = 3;

    /// <summary>Index of the cell whose output feeds the auxiliary head: the second reduction cell.</summary>
    public int AuxiliaryCell => 2 * Cells.Length / 3;

    /// <summary>Channels that the classifier sees.</summary>
    public int ChannelsOut => Cells[^1].ChannelsOut;

    /// <summary>The cells that reduce: L/3 and 2L/3, integer division.</summary>
    public static bool IsReduction(int index, int cells) => index == cells / 3 || index == 2 * cells / 3;

    /// <param name="options">Channels, cells and stem.</param>
    /// <param name="normalConcat">Number of nodes that a normal cell concatenates.</param>
    /// <param name="reduceConcat">Number of nodes that a reduction cell concatenates.</param>
    /// <exception cref="BadInputException">A size is zero or negative.</exception>
    public static MacroPlan Of(NetworkOptions options, int normalConcat, int reduceConcat)
    {
        options.Validate();
        bool imageNet = options.Stem == Stem.ImageNet;
        int stem = imageNet ? options.Channels : StemMultiplier * options.Channels;
        var (prevPrev, prev, channels) = (stem, stem, options.Channels);
        // stem0 ends at a quarter, stem1 at an eighth of the image: cell 0 has to reduce its first input.
        var (followsReduction, divisor) = (imageNet, imageNet ? 8 : 1);

        var cells = ImmutableArray.CreateBuilder<CellPlan>(options.Cells);
        for (int i = 0; i < options.Cells; i++)
        {
            bool reduction = IsReduction(i, options.Cells);
            int outputDivisor = reduction ? 2 * divisor : divisor;
            channels *= reduction ? 2 : 1;
            int channelsOut = channels * (reduction ? reduceConcat : normalConcat);
            cells.Add(
                new CellPlan(
                    i,
                    reduction,
                    followsReduction,
                    prevPrev,
                    prev,
                    channels,
                    channelsOut,
                    divisor,
                    outputDivisor
                )
            );
            (prevPrev, prev, followsReduction, divisor) = (prev, channelsOut, reduction, outputDivisor);
        }

        return new MacroPlan(cells.MoveToImmutable());
    }

    /// <summary>Checks that every halving on the way meets an even size.</summary>
    /// <exception cref="BadInputException">The image is too small, or its size does not halve evenly.</exception>
    public void ValidateImageSize(int size)
    {
        // The last reduction may end at an odd size; what is halved must be even, in FactorizedReduce above all.
        int divisor = Cells[^1].OutputDivisor;
        if (size <= 0 || size % divisor != 0)
        {
            throw new BadInputException(
                $"An image size of {size} px does not fit: with {Cells.Length} cells and this stem it must be a positive multiple of {divisor}."
            );
        }
    }
}
