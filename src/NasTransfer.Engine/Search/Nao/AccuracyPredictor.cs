using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>From a point to an accuracy on (0, 1): linear layers with ReLU and dropout, then one unit and a sigmoid.</summary>
internal sealed class AccuracyPredictor : Module<Tensor, IReadOnlyList<Tensor>?, Tensor>
{
    private readonly Linear[] layers;
    private readonly Linear output;

    public AccuracyPredictor(int inputs, int layers, int width)
        : base(nameof(AccuracyPredictor))
    {
        this.layers = [.. Enumerable.Range(0, layers).Select(i => Linear(i == 0 ? inputs : width, width))];
        output = Linear(layers == 0 ? inputs : width, 1);
        register_module("layers", ModuleList<Module>([.. this.layers]));
        register_module("output", output);
    }

    /// <param name="point">z: N×H.</param>
    /// <param name="dropout">A factor for each unit of each layer, N×width; null for none.</param>
    /// <returns>N.</returns>
    public override Tensor forward(Tensor point, IReadOnlyList<Tensor>? dropout = null)
    {
        Tensor x = point;
        for (int i = 0; i < layers.Length; i++)
        {
            x = layers[i].forward(x).relu();
            x = dropout is null ? x : x * dropout[i];
        }

        return output.forward(x).squeeze(1).sigmoid();
    }
}
