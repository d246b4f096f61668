using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks.Fused;
using NasTransfer.Engine.Networks.Operations;
using NasTransfer.Engine.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Networks;

/// <summary>
/// The network of a discrete architecture: stem, L cells, global average pool, linear classifier. Its parameters and
/// buffers carry the state-dict names of the widely used DARTS networks, so weights go to and from PyTorch as they are.
/// </summary>
public sealed class AugmentNetwork : Module<Tensor, Tensor>
{
    private readonly StemModule stem;
    private readonly AugmentCell[] cells;
    private readonly MacroPlan plan;
    private readonly AuxiliaryClassifier? auxiliaryHead;
    private readonly Linear classifier;
    private readonly MemoryLayout layout;
    private readonly Lazy<(FusedBody Body, FusedDiscreteCell[] Cells)> fused;

    /// <param name="seed">Of the initial weights.</param>
    /// <exception cref="BadInputException">A size is zero or negative, or does not fit.</exception>
    public AugmentNetwork(Genotype genotype, NetworkOptions options, ulong seed)
        : base(nameof(AugmentNetwork))
    {
        Genotype = genotype;
        Options = options;
        plan = MacroPlan.Of(options, genotype.Normal.Concat.Length, genotype.Reduce.Concat.Length);
        layout = MemoryLayouts.For(options.Channels);

        stem = StemModule.Create(options.Stem, options.Channels, BatchNormForm.Augment, register_module);
        cells = [.. plan.Cells.Select(cell => new AugmentCell(genotype, cell, options.PoolBatchNorm))];
        register_module("cells", ModuleList<Module>([.. cells]));
        if (options.AuxiliaryHead)
        {
            auxiliaryHead = new AuxiliaryClassifier(plan.Cells[plan.AuxiliaryCell].ChannelsOut, options);
            register_module("auxiliary_head", auxiliaryHead);
        }

        classifier = Linear(plan.ChannelsOut, options.Classes);
        register_module("classifier", classifier);
        WeightInitialisation.Apply(this, seed);
        this.to(TorchRuntime.Device);
        fused = new(Fuse);
    }

    public Genotype Genotype { get; }

    public NetworkOptions Options { get; }

    /// <summary>In which numbers it multiplies.</summary>
    public Precision Precision { get; init; } = Precision.Fp32;

    /// <summary>Class scores of a batch, N×3×H×W to N×K; in training mode with batch statistics.</summary>
    public override Tensor forward(Tensor images) => ForwardWithAuxiliary(images, dropPath: null).Logits;

    /// <param name="images">N×3×H×W, normalised.</param>
    /// <param name="dropPath">This step's drop path, or null for none.</param>
    /// <returns>Class scores N×K, and those of the auxiliary head in training mode where there is one.</returns>
    public (Tensor Logits, Tensor? Auxiliary) ForwardWithAuxiliary(Tensor images, DropPath? dropPath)
    {
        using var _ = MixedPrecision.Enter(Precision);
        var (prevPrev, prev) = stem.forward(layout.Arrange(images));
        if (Precision == Precision.Fp32 && FusedBody.Serves(prev))
        {
            return ForwardFused(prevPrev, prev, dropPath);
        }

        Tensor? auxiliary = null;
        for (int i = 0; i < cells.Length; i++)
        {
            (prevPrev, prev) = (prev, cells[i].forward(prevPrev, prev, dropPath));
            if (training && auxiliaryHead is not null && i == plan.AuxiliaryCell)
            {
                auxiliary = auxiliaryHead.forward(prev);
            }
        }

        return (classifier.Apply(prev.mean([2, 3])), auxiliary);
    }

    /// <summary>Class scores in evaluation mode, without gradients: N×3×H×W, normalised, to N×K.</summary>
    public Tensor Logits(Tensor images)
    {
        ValidateImageSize(checked((int)images.shape[2]));
        ValidateImageSize(checked((int)images.shape[3]));
        eval();
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        return forward(images.to(TorchRuntime.Device)).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && fused.IsValueCreated)
        {
            fused.Value.Body.Dispose();
        }

        base.Dispose(disposing);
    }

    private (Tensor Logits, Tensor? Auxiliary) ForwardFused(Tensor prevPrev, Tensor prev, DropPath? dropPath)
    {
        var (body, fusedCells) = fused.Value;
        long images = prev.shape[0];
        int? tap = training && auxiliaryHead is not null ? plan.AuxiliaryCell : null;
        var (features, tapped) = body.Run(
            prevPrev,
            prev,
            weights: [],
            new BodyPass((i, _) => fusedCells[i].Terms(dropPath, images), training, tap)
        );
        return (classifier.Apply(features), tapped is null ? null : auxiliaryHead!.forward(tapped));
    }

    private (FusedBody Body, FusedDiscreteCell[] Cells) Fuse()
    {
        // The stem is one state, a cell's output as many as it concatenates.
        int Parts(int cell) =>
            cell < 0 ? 1
            : plan.Cells[cell].IsReduction ? Genotype.Reduce.Concat.Length
            : Genotype.Normal.Concat.Length;
        FusedDiscreteCell[] all = [.. cells.Select((cell, i) => cell.Fuse(Parts(i - 2), Parts(i - 1)))];
        return (new FusedBody([.. all.Select(cell => cell.Cell)], i => plan.Cells[i].IsReduction), all);
    }

    /// <exception cref="BadInputException">The size does not halve evenly at every reduction.</exception>
    public void ValidateImageSize(int size) => plan.ValidateImageSize(size);
}
