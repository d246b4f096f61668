using NasTransfer.Engine.Networks;

namespace NasTransfer.Engine.Tests.Networks;

public sealed class MacroPlanTests
{
    // The reference's list of reduction cells by L.
    [TestCase(3, 1, 2)]
    [TestCase(4, 1, 2)]
    [TestCase(5, 1, 3)]
    [TestCase(6, 2, 4)]
    [TestCase(8, 2, 5)]
    [TestCase(11, 3, 7)]
    [TestCase(14, 4, 9)]
    [TestCase(20, 6, 13)]
    [TestCase(40, 13, 26)]
    [TestCase(60, 20, 40)]
    public void Of_LCells_ReducesAtThirds(int cells, int first, int second)
    {
        MacroPlan plan = Plan(cells, Stem.Cifar);
        Assert.Multiple(() =>
        {
            Assert.That(
                plan.Cells.Where(cell => cell.IsReduction).Select(cell => cell.Index),
                Is.EqualTo((int[])[first, second])
            );
            Assert.That(plan.AuxiliaryCell, Is.EqualTo(second));
            Assert.That(plan.ChannelsOut, Is.EqualTo(4 * 4 * 16));
        });
    }

    [TestCase(Stem.Cifar, false, 48, 1)]
    [TestCase(Stem.ImageNet, true, 16, 8)]
    public void Of_TheFirstCell_FollowsAReductionOnlyBehindTheImageNetStem(
        Stem stem,
        bool follows,
        int channels,
        int divisor
    )
    {
        CellPlan first = Plan(8, stem).Cells[0];
        Assert.Multiple(() =>
        {
            Assert.That(first.FollowsReduction, Is.EqualTo(follows));
            Assert.That(first.ChannelsPrevPrev, Is.EqualTo(channels));
            Assert.That(first.ChannelsPrev, Is.EqualTo(channels));
            Assert.That(first.InputDivisor, Is.EqualTo(divisor));
        });
    }

    [TestCase(Stem.Cifar, 32)]
    [TestCase(Stem.Cifar, 4)]
    [TestCase(Stem.ImageNet, 224)]
    [TestCase(Stem.ImageNet, 32)]
    public void ValidateImageSize_OfAMultiple_Passes(Stem stem, int size) =>
        Assert.That(() => Plan(8, stem).ValidateImageSize(size), Throws.Nothing);

    [TestCase(Stem.Cifar, 33)]
    [TestCase(Stem.Cifar, 30)]
    [TestCase(Stem.Cifar, 0)]
    [TestCase(Stem.Cifar, -32)]
    [TestCase(Stem.ImageNet, 48)]
    public void ValidateImageSize_OfAnythingElse_NamesTheSize(Stem stem, int size) =>
        Assert.That(
            () => Plan(8, stem).ValidateImageSize(size),
            Throws.TypeOf<BadInputException>().With.Message.Contains($"{size} px")
        );

    [TestCase(0, 8, 10, "channels")]
    [TestCase(-4, 8, 10, "channels")]
    [TestCase(16, 0, 10, "cells")]
    [TestCase(16, 8, 0, "classes")]
    public void Of_SizesBelowOne_NamesTheOption(int channels, int cells, int classes, string name) =>
        Assert.That(
            () =>
                MacroPlan.Of(
                    new NetworkOptions
                    {
                        Channels = channels,
                        Cells = cells,
                        Classes = classes,
                    },
                    4,
                    4
                ),
            Throws.TypeOf<BadInputException>().With.Message.StartsWith(name)
        );

    private static MacroPlan Plan(int cells, Stem stem) =>
        MacroPlan.Of(
            new NetworkOptions
            {
                Channels = 16,
                Cells = cells,
                Classes = 10,
                Stem = stem,
            },
            4,
            4
        );
}
