using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training.Ranks;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Training;

/// <summary>One pass over a set in evaluation mode: no augmentation, running statistics, no auxiliary head.</summary>
internal static class Evaluation
{
    // Large enough to be fast, small enough for a 224-px network's feature maps.
    private const int BatchSize = 128;

    /// <summary>Every image once on one of the ranks; the tally is of all.</summary>
    public static Tally Run(
        AugmentNetwork network,
        IImageSource images,
        Preprocessing preprocessing,
        DataParallel ranks,
        CancellationToken cancellation
    )
    {
        using var _ = no_grad();
        network.eval();
        var tally = new Tally();
        BatchLoader loader = (preprocessing with { Shard = ranks.Shard }).TestLoader(
            images,
            network.Options.Stem,
            BatchSize * ranks.Size
        );
        foreach (Batch batch in loader.Pass(cancellation))
        {
            using (batch)
            {
                using var scope = NewDisposeScope();
                Tensor labels = batch.Labels.to(TorchRuntime.Device);
                Tensor logits = network.forward(batch.Images.to(TorchRuntime.Device));
                tally.Add(nn.functional.cross_entropy(logits, labels), logits, labels);
            }
        }

        return ranks.Whole(tally);
    }
}
