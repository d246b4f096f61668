using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks.Operations;
using NasTransfer.Engine.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks;

/// <summary>
/// The network that holds every architecture: each edge of each cell mixes all primitives. Batch norm uses batch
/// statistics and, but for the stem's, has no weights.
/// </summary>
public sealed class Supernet : Module<Tensor, Tensor, Tensor, Tensor>
{
    // The stem's batch norm alone has weights: nothing competes there.
    private static readonly BatchNormForm StemForm = new(Affine: true, TracksStatistics: false);

    private readonly StemModule stem;
    private readonly MixedCell[] cells;
    private readonly MacroPlan plan;
    private readonly Linear classifier;
    private readonly MemoryLayout layout;

    /// <param name="options">The auxiliary head is not part of a supernet and is left out.</param>
    /// <param name="seed">Of the initial weights.</param>
    public Supernet(NetworkOptions options, ulong seed)
        : base(nameof(Supernet))
    {
        plan = MacroPlan.Of(options, SearchSpace.Nodes, SearchSpace.Nodes);
        layout = MemoryLayouts.For(options.Channels);
        stem = StemModule.Create(options.Stem, options.Channels, StemForm, register_module);
        bool normalisePools = options.PoolBatchNorm != PoolBatchNorm.Never;
        cells = [.. plan.Cells.Select(cell => new MixedCell(cell, BatchNormForm.MixedSupernet, normalisePools))];
        register_module("cells", ModuleList<Module>([.. cells]));
        classifier = Linear(plan.ChannelsOut, options.Classes);
        register_module("classifier", classifier);
        WeightInitialisation.Apply(this, seed);
        this.to(TorchRuntime.Device);
    }

    /// <summary>Class scores of a batch.</summary>
    /// <param name="images">N×3×H×W, normalised.</param>
    /// <param name="normalWeights">14×8: the share of each primitive on each edge of the normal cells.</param>
    /// <param name="reduceWeights">14×8, of the reduction cells.</param>
    /// <returns>N×K.</returns>
    public override Tensor forward(Tensor images, Tensor normalWeights, Tensor reduceWeights)
    {
        Tensor[][] normal = Scalars(normalWeights);
        Tensor[][] reduce = Scalars(reduceWeights);
        var (prevPrev, prev) = stem.forward(layout.Arrange(images));
        for (int i = 0; i < cells.Length; i++)
        {
            (prevPrev, prev) = (prev, cells[i].forward(prevPrev, prev, plan.Cells[i].IsReduction ? reduce : normal));
        }

        return classifier.forward(prev.mean([2, 3]));
    }

    /// <exception cref="BadInputException">The size does not halve evenly at every reduction.</exception>
    public void ValidateImageSize(int size) => plan.ValidateImageSize(size);

    private static Tensor[][] Scalars(Tensor weights) => [.. weights.unbind(0).Select(row => row.unbind(0))];
}
