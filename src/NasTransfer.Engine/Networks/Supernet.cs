using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks.Fused;
using NasTransfer.Engine.Networks.Operations;
using NasTransfer.Engine.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks;

/// <summary>What a supernet is trained for.</summary>
public enum SupernetForm
{
    /// <summary>DARTS: every edge mixes all primitives. Batch norm has no weights but in the stem.</summary>
    Mixed,

    /// <summary>ENAS and NAO: one architecture at a time. Batch norm has weights.</summary>
    SinglePath,
}

/// <summary>
/// The network that holds every architecture: each edge of each cell has all primitives, and their weights are shared by
/// all architectures that use them. Batch norm always uses batch statistics: running ones would mix all paths.
/// </summary>
public sealed class Supernet : Module<Tensor, Tensor, Tensor, Tensor>
{
    // For the stem, where nothing competes, and for the paths of a single-path supernet.
    private static readonly BatchNormForm Affine = new(Affine: true, TracksStatistics: false);

    private readonly StemModule stem;
    private readonly MixedCell[] cells;
    private readonly MacroPlan plan;
    private readonly Linear classifier;
    private readonly MemoryLayout layout;
    private readonly Lazy<(FusedBody Body, FusedMixedCell[] Cells)> fused;

    /// <param name="options">The auxiliary head is not part of a supernet and is left out.</param>
    /// <param name="seed">Of the initial weights.</param>
    public Supernet(NetworkOptions options, ulong seed, SupernetForm form = SupernetForm.Mixed)
        : base(nameof(Supernet))
    {
        plan = MacroPlan.Of(options, SearchSpace.Nodes, SearchSpace.Nodes);
        layout = MemoryLayouts.For(options.Channels);
        stem = StemModule.Create(options.Stem, options.Channels, Affine, register_module);
        BatchNormForm cellForm = form == SupernetForm.Mixed ? BatchNormForm.MixedSupernet : Affine;
        bool normalisePools = options.PoolBatchNorm != PoolBatchNorm.Never;
        cells = [.. plan.Cells.Select(cell => new MixedCell(cell, cellForm, normalisePools))];
        register_module("cells", ModuleList<Module>([.. cells]));
        classifier = Linear(plan.ChannelsOut, options.Classes);
        register_module("classifier", classifier);
        WeightInitialisation.Apply(this, seed);
        this.to(TorchRuntime.Device);
        fused = new(Fuse);
    }

    /// <summary>Class scores of a batch.</summary>
    /// <param name="images">N×3×H×W, normalised.</param>
    /// <param name="normalWeights">14×8: the share of each primitive on each edge of the normal cells.</param>
    /// <param name="reduceWeights">14×8, of the reduction cells.</param>
    /// <returns>N×K.</returns>
    public override Tensor forward(Tensor images, Tensor normalWeights, Tensor reduceWeights)
    {
        var (prevPrev, prev) = stem.forward(layout.Arrange(images));
        if (FusedBody.Serves(prev))
        {
            var (body, fusedCells) = fused.Value;
            return classifier.forward(
                body.Run(
                    prevPrev,
                    prev,
                    [normalWeights, reduceWeights],
                    new BodyPass(
                        (i, weights) => fusedCells[i].Mixture(weights[plan.Cells[i].IsReduction ? 1 : 0]),
                        training
                    )
                ).Features
            );
        }

        Tensor[][] normal = Scalars(normalWeights);
        Tensor[][] reduce = Scalars(reduceWeights);
        for (int i = 0; i < cells.Length; i++)
        {
            (prevPrev, prev) = (prev, cells[i].forward(prevPrev, prev, plan.Cells[i].IsReduction ? reduce : normal));
        }

        return classifier.forward(prev.mean([2, 3]));
    }

    /// <summary>Class scores of a batch along the path of one architecture; costs what that path costs.</summary>
    /// <param name="images">N×3×H×W, normalised.</param>
    /// <param name="path">Of the search space: four nodes, all concatenated.</param>
    /// <param name="dropout">This step's dropout before the classifier, or null for none.</param>
    /// <returns>N×K.</returns>
    public Tensor ForwardPath(Tensor images, Genotype path, FeatureDropout? dropout = null)
    {
        var (prevPrev, prev) = stem.forward(layout.Arrange(images));
        if (FusedBody.Serves(prev))
        {
            var (body, fusedCells) = fused.Value;
            return Classify(
                body.Run(
                    prevPrev,
                    prev,
                    [],
                    new BodyPass(
                        (i, _) => fusedCells[i].Path(plan.Cells[i].IsReduction ? path.Reduce : path.Normal),
                        training
                    )
                ).Features,
                dropout
            );
        }

        for (int i = 0; i < cells.Length; i++)
        {
            Cell cell = plan.Cells[i].IsReduction ? path.Reduce : path.Normal;
            (prevPrev, prev) = (prev, cells[i].ForwardPath(prevPrev, prev, cell));
        }

        return Classify(prev.mean([2, 3]), dropout);
    }

    /// <exception cref="BadInputException">The size does not halve evenly at every reduction.</exception>
    public void ValidateImageSize(int size) => plan.ValidateImageSize(size);

    protected override void Dispose(bool disposing)
    {
        if (disposing && fused.IsValueCreated)
        {
            fused.Value.Body.Dispose();
        }

        base.Dispose(disposing);
    }

    private Tensor Classify(Tensor features, FeatureDropout? dropout) =>
        classifier.forward(dropout?.Apply(features) ?? features);

    private (FusedBody Body, FusedMixedCell[] Cells) Fuse()
    {
        // The stem is one state, a cell's output four.
        FusedMixedCell[] all =
        [
            .. cells.Select((cell, i) => cell.Fuse(i < 2 ? 1 : SearchSpace.Nodes, i < 1 ? 1 : SearchSpace.Nodes)),
        ];
        return (new FusedBody([.. all.Select(cell => cell.Cell)], i => plan.Cells[i].IsReduction), all);
    }

    private static Tensor[][] Scalars(Tensor weights) => [.. weights.unbind(0).Select(row => row.unbind(0))];
}
