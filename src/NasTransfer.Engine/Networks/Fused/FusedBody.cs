using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>What a pass over the cells is for.</summary>
/// <param name="Terms">By cell: the terms of every node, given the weights of the mixture, if there is one.</param>
/// <param name="Training">Batch norm takes statistics of the batch.</param>
/// <param name="Tap">A cell whose output is wanted as feature maps; null for none.</param>
internal sealed record BodyPass(Func<int, float[][], IEnumerable<Term[]>> Terms, bool Training, int? Tap = null);

/// <summary>
/// The cells of a network on the CPU in float32, forward and backward, as one operation of libtorch's autograd: its inputs
/// are the stem's outputs and the weights of the mixture, its output the mean of the last cell's feature maps. Gradients
/// of the cells' weights are added to theirs directly.
/// </summary>
/// <param name="cells">In order.</param>
/// <param name="isReduction">By cell: which of the mixture's two sets of weights counts.</param>
internal sealed unsafe class FusedBody(IReadOnlyList<FusedCell> cells, Func<int, bool> isReduction) : IDisposable
{
    private readonly Arena arena = new();
    private readonly Scratch scratch = new();
    private long passes;
    private Recorded? recorded;

    /// <summary>Whether these feature maps can be computed here.</summary>
    public static bool Serves(Tensor features) =>
        features.dtype == ScalarType.Float32 && features.device_type == DeviceType.CPU;

    /// <param name="prevPrev">N×C×H×W.</param>
    /// <param name="prev">N×C'×H'×W'; may be the same as <paramref name="prevPrev"/>.</param>
    /// <param name="weights">Of the mixture: normal and reduction, edges × primitives; empty without one.</param>
    /// <returns>N×C of the last cell, and what <see cref="BodyPass.Tap"/> asks for.</returns>
    public (Tensor Features, Tensor? Tapped) Run(Tensor prevPrev, Tensor prev, Tensor[] weights, BodyPass pass)
    {
        bool recording = is_grad_enabled();
        Tensor[] stems = ReferenceEquals(prevPrev, prev) ? [prev] : [prevPrev, prev];
        if (!recording)
        {
            List<Tensor> values = Forward(stems, weights, pass, recording: false);
            return (values[0], values.ElementAtOrDefault(1));
        }

        using var scope = NewDisposeScope();
        List<Tensor> outputs = BodyFunction.apply([new BodyCall(this, pass, stems.Length), .. stems, .. weights]);
        return (outputs[0].MoveToOuterDisposeScope(), outputs.Count > 1 ? outputs[1].MoveToOuterDisposeScope() : null);
    }

    /// <summary>Computes the outputs. What a way back needs stays until the next pass.</summary>
    public List<Tensor> Forward(Tensor[] stems, Tensor[] weights, BodyPass pass, bool recording)
    {
        arena.Reset();
        passes++;
        var run = new Pass(arena, scratch, pass.Training, recording);
        float[][] mixture = [.. weights.Select(Values)];
        FusedState[] inputs = [.. stems.Select(stem => new FusedState(TensorExchange.Import(stem, arena)))];
        FusedState[] prevPrev = [inputs[0]];
        FusedState[] prev = [inputs[^1]];
        FusedState[]? tapped = null;
        for (int i = 0; i < cells.Count; i++)
        {
            FusedState[] output = cells[i].Forward(prevPrev, prev, pass.Terms(i, mixture), run);
            (prevPrev, prev) = (prev, output);
            tapped = i == pass.Tap ? output : tapped;
        }

        recorded = recording
            ? new Recorded(run, inputs, [.. stems.Select(MemoryLayouts.Of)], prev, tapped, passes)
            : null;
        List<Tensor> outputs = [TensorExchange.Mean(prev)];
        if (tapped is not null)
        {
            outputs.Add(TensorExchange.Export(tapped));
        }

        return outputs;
    }

    /// <summary>The number of the pass that <see cref="Backward"/> goes back through.</summary>
    public long PassNumber => passes;

    /// <summary>
    /// Goes back through the last pass. It is called by libtorch, through which no exception comes, so one ends the process.
    /// </summary>
    /// <param name="gradients">Of its outputs.</param>
    /// <param name="pass">Its number.</param>
    /// <returns>Gradients of the stem's outputs and of the mixture's weights.</returns>
    public List<Tensor> Backward(IReadOnlyList<Tensor> gradients, long pass, Tensor[] weights)
    {
        if (recorded is null || recorded.Number != pass)
        {
            throw new InvalidOperationException(
                "A network was run again before the backward pass of the run before; go back right after each run."
            );
        }

        Recorded last = recorded;
        recorded = null;
        TensorExchange.AddMeanGradient(gradients[0], last.Output, last.Run);
        if (last.Tapped is not null)
        {
            TensorExchange.AddGradient(gradients[1], last.Tapped, last.Run);
        }

        double[][] ofWeights = [.. weights.Select(weight => new double[weight.numel()])];
        for (int i = cells.Count - 1; i >= 0; i--)
        {
            cells[i].Backward(ofWeights.Length == 0 ? [] : ofWeights[isReduction(i) ? 1 : 0], last.Run);
        }

        return
        [
            .. last.Inputs.Zip(
                last.Layouts,
                (input, layout) => TensorExchange.ExportGradient(input.Gradient(last.Run), layout)
            ),
            .. ofWeights.Zip(
                weights,
                (values, weight) => tensor(Array.ConvertAll(values, value => (float)value), weight.shape)
            ),
        ];
    }

    public void Dispose()
    {
        foreach (FusedCell cell in cells)
        {
            cell.Dispose();
        }

        arena.Dispose();
        scratch.Dispose();
    }

    private static float[] Values(Tensor weight)
    {
        using Tensor values = weight.detach().contiguous();
        return TensorMemory.Floats(values).ToArray();
    }

    private sealed record Recorded(
        Pass Run,
        FusedState[] Inputs,
        MemoryLayout[] Layouts,
        FusedState[] Output,
        FusedState[]? Tapped,
        long Number
    );
}

/// <summary>What the autograd function is to compute.</summary>
internal sealed record BodyCall(FusedBody Body, BodyPass Pass, int Stems);

/// <summary>The cells as a node of libtorch's graph.</summary>
internal sealed class BodyFunction : autograd.MultiTensorFunction<BodyFunction>
{
    private const string Call = "call";
    private const string Number = "number";

    public override string Name => nameof(BodyFunction);

    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var call = (BodyCall)vars[0];
        Tensor[] tensors = [.. vars.Skip(1).Cast<Tensor>()];
        Tensor[] weights = tensors[call.Stems..];
        List<Tensor> outputs = call.Body.Forward(tensors[..call.Stems], weights, call.Pass, recording: true);
        ctx.save_data(Call, call);
        ctx.save_data(Number, call.Body.PassNumber);
        ctx.save_for_backward([.. weights]);
        return outputs;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
    {
        var call = (BodyCall)ctx.get_data(Call);
        Tensor[] weights = [.. ctx.get_saved_variables()];
        return [null!, .. call.Body.Backward(grad_outputs, (long)ctx.get_data(Number), weights)];
    }
}
