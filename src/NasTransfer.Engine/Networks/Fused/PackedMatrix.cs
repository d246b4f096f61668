using TorchSharp.Modules;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>The weight of a 1×1 convolution as the kernels read it: channels in × channels out, filled up to whole blocks.</summary>
internal sealed unsafe class PackedMatrix : IDisposable
{
    private readonly Parameter weight;
    private readonly int channelsIn;
    private readonly int channelsOut;
    private readonly int firstIn;
    private readonly int firstOut;
    private readonly int totalIn;
    private readonly int rows;
    private readonly int columns;
    private readonly NativeBlock<float> memory;

    /// <param name="weight">channels out × <paramref name="totalIn"/> × 1 × 1.</param>
    /// <param name="firstIn">Where the input channels of this part begin among all of the weight's.</param>
    /// <param name="channelsIn">How many there are.</param>
    /// <param name="firstOut">Where the weight's output channels begin among all that the kernel writes.</param>
    /// <param name="totalOut">How many the kernel writes.</param>
    public PackedMatrix(Parameter weight, int firstIn, int channelsIn, int totalIn, int firstOut, int totalOut)
    {
        (this.weight, this.firstIn, this.channelsIn, this.totalIn) = (weight, firstIn, channelsIn, totalIn);
        this.firstOut = firstOut;
        channelsOut = (int)weight.shape[0];
        BlocksIn = FeatureMap.BlocksOf(channelsIn);
        BlocksOut = FeatureMap.BlocksOf(totalOut);
        rows = BlocksIn * FeatureMap.Lanes;
        columns = BlocksOut * FeatureMap.Lanes;
        memory = new NativeBlock<float>(3L * rows * columns).Cleared();
    }

    public int BlocksIn { get; }

    public int BlocksOut { get; }

    /// <summary>In × out.</summary>
    public float* Forward => memory.Start;

    /// <summary>Out × in.</summary>
    public float* Transposed => memory.Start + rows * columns;

    /// <summary>In × out: what a backward pass adds to.</summary>
    public float* Gradient => memory.Start + 2 * rows * columns;

    /// <summary>Whether the way back of the present pass has to compute it.</summary>
    public bool WantsGradient { get; private set; }

    /// <summary>Takes the weight over, before a forward pass.</summary>
    public void Load()
    {
        WantsGradient = weight.requires_grad;
        ReadOnlySpan<float> values = TensorMemory.Floats(weight);
        for (int o = 0; o < channelsOut; o++)
        {
            for (int i = 0; i < channelsIn; i++)
            {
                float value = values[o * totalIn + firstIn + i];
                Forward[i * columns + firstOut + o] = value;
                Transposed[(firstOut + o) * rows + i] = value;
            }
        }
    }

    /// <summary>Before a backward pass.</summary>
    public void ClearGradient() => new Span<float>(Gradient, rows * columns).Clear();

    /// <summary>Adds the gradient to the weight's, after a backward pass.</summary>
    public void StoreGradient()
    {
        Span<float> gradient = TensorMemory.Gradient(weight);
        for (int o = 0; o < channelsOut; o++)
        {
            for (int i = 0; i < channelsIn; i++)
            {
                gradient[o * totalIn + firstIn + i] += Gradient[i * columns + firstOut + o];
            }
        }
    }

    public void Dispose() => memory.Dispose();
}
