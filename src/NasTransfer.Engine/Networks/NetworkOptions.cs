using static NasTransfer.Engine.OptionCheck;

namespace NasTransfer.Engine.Networks;

/// <summary>What stands before the first cell.</summary>
public enum Stem
{
    /// <summary>One 3×3 convolution at full resolution, for images of up to 64 px.</summary>
    Cifar,

    /// <summary>Three 3×3 convolutions of stride 2, for images of 128 px and more.</summary>
    ImageNet,
}

/// <summary>Where a pool is followed by batch normalisation.</summary>
public enum PoolBatchNorm
{
    /// <summary>In the supernet only, without affine weights (the original DARTS code).</summary>
    Search,

    /// <summary>In the supernet, and with affine weights in the augment network (pt.darts, which the paper used).</summary>
    Always,

    /// <summary>Nowhere.</summary>
    Never,
}

/// <summary>The size of a network around its cells.</summary>
public sealed record NetworkOptions
{
    /// <summary>C: channels of a node in the first stage. The stem widens to 3C (CIFAR).</summary>
    public required int Channels { get; init; }

    /// <summary>L: number of cells; cells L/3 and 2L/3 (integer division) reduce.</summary>
    public required int Cells { get; init; }

    /// <summary>K: number of classes.</summary>
    public required int Classes { get; init; }

    public Stem Stem { get; init; } = Stem.Cifar;

    public PoolBatchNorm PoolBatchNorm { get; init; } = PoolBatchNorm.Always;

    /// <summary>An auxiliary classifier after the second reduction cell, used in training only.</summary>
    public bool AuxiliaryHead { get; init; }

    /// <summary>
    /// Whether the auxiliary head normalises its 768 channels. The original ImageNet head does not; pt.darts always does.
    /// </summary>
    public bool AuxiliaryBatchNorm { get; init; } = true;

    /// <exception cref="BadInputException">A size is zero or negative, or does not fit.</exception>
    public void Validate()
    {
        Require(Channels >= 1, "channels", Channels, "1 or more");
        Require(Cells >= 1, "cells", Cells, "1 or more");
        Require(Classes >= 1, "classes", Classes, "1 or more");
        if (Stem == Stem.ImageNet && Channels % 2 != 0)
        {
            throw new BadInputException($"channels is {Channels}; the ImageNet stem halves it, so it must be even.");
        }
    }
}
