using System.Collections.Immutable;
using System.Text.Json;
using NasTransfer.Engine.Training.Checkpoints;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Training.Ranks;

/// <summary>Where a training begins or goes on.</summary>
/// <param name="Epochs">Those that have ended.</param>
/// <param name="Part">What has been done of the next one; null for nothing.</param>
internal sealed record StartingPoint(AugmentEpoch[] Epochs, PartOfEpoch? Part);

/// <summary>The steps of an epoch that a training was stopped in.</summary>
/// <param name="Steps">Those that were taken.</param>
internal sealed record PartOfEpoch(int Steps, double LossSum, long Hits, long Images)
{
    public static PartOfEpoch Of(int steps, Tally tally)
    {
        var (lossSum, hits, images) = tally.Sums;
        return new PartOfEpoch(steps, lossSum, hits, images);
    }

    /// <summary>What they have come to.</summary>
    public Tally Tally()
    {
        var tally = new Tally();
        tally.Add(LossSum, Hits, Images);
        return tally;
    }
}

/// <summary>
/// The checkpoint of a training, whose ranks have one state between them: rank 0 reads and writes the file, the others get
/// what it holds from rank 0 and need not see the disk.
/// </summary>
/// <param name="file">Null for none, and of no account on other ranks than 0.</param>
/// <param name="identity">Of the run.</param>
/// <param name="state">Weights, buffers and momentum.</param>
internal sealed class SharedCheckpoint(
    DataParallel ranks,
    CheckpointFile? file,
    string identity,
    (string Name, Tensor Tensor)[] state,
    RunningStatistics statistics
)
{
    // Only a checkpoint from within an epoch has them: what that epoch has come to, and each rank's own statistics.
    private const string PartName = "part-of-epoch";
    private const string StatisticsName = "statistics-of-ranks";

    /// <summary>Brings every rank to the newest checkpoint, or to the state of rank 0 where there is none.</summary>
    public StartingPoint Start()
    {
        using var scope = NewDisposeScope();
        Tensor rows = statistics.Rows();
        StartingPoint start = new([], null);
        if (ranks.Leads && file?.Load(identity) is { } saved)
        {
            start = Restore(saved, rows);
        }

        if (!ranks.IsAlone)
        {
            start = JsonSerializer.Deserialize<StartingPoint>(
                ranks.Share(JsonSerializer.Serialize(start, Checkpoint.StateForm)),
                Checkpoint.StateForm
            )!;
            ranks.Share([.. state.Select(entry => entry.Tensor), rows]);
        }

        if (start.Part is not null)
        {
            statistics.TakeFrom(rows);
        }

        return start;
    }

    /// <summary>After an epoch, when the running statistics of all ranks are equal.</summary>
    public void Save(ImmutableArray<AugmentEpoch> epochs)
    {
        if (ranks.Leads)
        {
            file?.Save(Checkpoint.Capture(identity, epochs.Length, state, epochs.ToArray()));
        }

        ranks.Wait();
    }

    /// <summary>Within an epoch.</summary>
    public void Save(ImmutableArray<AugmentEpoch> epochs, PartOfEpoch part)
    {
        using var scope = NewDisposeScope();
        Tensor rows = statistics.OfAllRanks();
        if (ranks.Leads)
        {
            Tensor sums = tensor((double[])[part.Steps, part.LossSum, part.Hits, part.Images]);
            file?.Save(
                Checkpoint.Capture(
                    identity,
                    epochs.Length,
                    [.. state, (PartName, sums), (StatisticsName, rows)],
                    epochs.ToArray()
                )
            );
        }

        ranks.Wait();
    }

    private StartingPoint Restore(Checkpoint saved, Tensor rows)
    {
        if (saved.Tensors.All(entry => entry.Name != PartName))
        {
            return new StartingPoint(saved.Restore<AugmentEpoch[]>(state), null);
        }

        Tensor sums = zeros([4], float64);
        AugmentEpoch[] epochs = saved.Restore<AugmentEpoch[]>([.. state, (PartName, sums), (StatisticsName, rows)]);
        double[] part = sums.data<double>().ToArray();
        return new StartingPoint(epochs, new PartOfEpoch((int)part[0], part[1], (long)part[2], (long)part[3]));
    }
}
