using NasTransfer.Engine.Runtime;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Training;

/// <summary>Loss and hits over batches of different sizes.</summary>
internal sealed class Tally
{
    private double lossSum;
    private long hits;
    private long images;

    /// <summary>Mean over the images so far.</summary>
    public double MeanLoss => lossSum / images;

    /// <summary>Share of images classified rightly, in percent.</summary>
    public double Top1 => 100.0 * hits / images;

    /// <summary>What it is made of.</summary>
    public (double LossSum, long Hits, long Images) Sums => (lossSum, hits, images);

    /// <summary>Images that were counted elsewhere.</summary>
    /// <param name="lossSum">The sum of their losses.</param>
    public void Add(double lossSum, long hits, long images)
    {
        this.lossSum += lossSum;
        this.hits += hits;
        this.images += images;
    }

    /// <param name="loss">The batch's mean loss, a scalar.</param>
    /// <param name="logits">N×K.</param>
    /// <param name="labels">N.</param>
    public void Add(Tensor loss, Tensor logits, Tensor labels)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        long count = labels.shape[0];
        lossSum += loss.Number() * count;
        hits += logits.argmax(1).eq(labels).sum().Integer();
        images += count;
    }
}
