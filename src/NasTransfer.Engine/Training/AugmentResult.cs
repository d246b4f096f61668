using System.Collections.Immutable;

namespace NasTransfer.Engine.Training;

/// <summary>One pass over the training images, and the test that follows it.</summary>
/// <param name="Epoch">From 0.</param>
/// <param name="LearningRate">The rate of every step of the epoch.</param>
/// <param name="TrainLoss">Mean loss over the training images.</param>
/// <param name="TrainTop1">Share of training images (augmented) classified rightly, in percent.</param>
/// <param name="TestLoss">Mean cross-entropy over the test images.</param>
/// <param name="TestTop1">Share of test images classified rightly, in percent.</param>
public sealed record AugmentEpoch(
    int Epoch,
    double LearningRate,
    double TrainLoss,
    double TrainTop1,
    double TestLoss,
    double TestTop1
);

/// <summary>What one augment run leaves behind. Nothing in it depends on time or machine.</summary>
/// <param name="Top1Last">Test top-1 after the last epoch, in percent: the figure that decides.</param>
/// <param name="Top1Best">The largest test top-1 of any epoch, in percent: shown beside it, optimistic.</param>
/// <param name="BestEpoch">The first epoch that reached <paramref name="Top1Best"/>.</param>
/// <param name="Diverged">A loss became NaN or infinite; training stopped there.</param>
/// <param name="Epochs">Every epoch that ran.</param>
/// <param name="Parameters">Trainable parameters without the auxiliary head.</param>
/// <param name="Macs">Multiply-adds of convolutions and classifier for one image, forward.</param>
/// <param name="TrainedImages">Forward and backward passes of the epochs that ended, in images.</param>
/// <param name="WeightsSha256">Over every weight and buffer after the last epoch, in name order.</param>
public sealed record AugmentResult(
    double Top1Last,
    double Top1Best,
    int BestEpoch,
    bool Diverged,
    ImmutableArray<AugmentEpoch> Epochs,
    long Parameters,
    long Macs,
    long TrainedImages,
    string WeightsSha256
);
