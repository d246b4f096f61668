using TorchSharp.Modules;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>The weight of a depthwise convolution as the kernels read it: block, tap, channel within the block.</summary>
internal sealed unsafe class PackedKernel : IDisposable
{
    private readonly Parameter weight;
    private readonly int channels;
    private readonly int taps;
    private readonly int floats;
    private readonly NativeBlock<float> memory;

    /// <param name="weight">C×1×k×k.</param>
    public PackedKernel(Parameter weight)
    {
        this.weight = weight;
        channels = (int)weight.shape[0];
        Size = (int)weight.shape[2];
        taps = Size * Size;
        floats = FeatureMap.BlocksOf(channels) * taps * FeatureMap.Lanes;
        memory = new NativeBlock<float>(3L * floats).Cleared();
    }

    /// <summary>k.</summary>
    public int Size { get; }

    public float* Forward(int block) => memory.Start + block * taps * FeatureMap.Lanes;

    /// <summary>Turned by 180°.</summary>
    public float* Turned(int block) => Forward(block) + floats;

    /// <summary>What a backward pass adds to.</summary>
    public float* Gradient(int block) => Forward(block) + 2 * floats;

    /// <summary>Whether the way back of the present pass has to compute it.</summary>
    public bool WantsGradient { get; private set; }

    /// <summary>Takes the weight over, before a forward pass.</summary>
    public void Load()
    {
        WantsGradient = weight.requires_grad;
        ReadOnlySpan<float> values = TensorMemory.Floats(weight);
        for (int c = 0; c < channels; c++)
        {
            var (block, lane) = Math.DivRem(c, FeatureMap.Lanes);
            for (int tap = 0; tap < taps; tap++)
            {
                float value = values[c * taps + tap];
                Forward(block)[tap * FeatureMap.Lanes + lane] = value;
                Turned(block)[(taps - 1 - tap) * FeatureMap.Lanes + lane] = value;
            }
        }
    }

    /// <summary>Before a backward pass.</summary>
    public void ClearGradient() => new Span<float>(Gradient(0), floats).Clear();

    /// <summary>Adds the gradient to the weight's, after a backward pass.</summary>
    public void StoreGradient()
    {
        Span<float> gradient = TensorMemory.Gradient(weight);
        for (int c = 0; c < channels; c++)
        {
            var (block, lane) = Math.DivRem(c, FeatureMap.Lanes);
            for (int tap = 0; tap < taps; tap++)
            {
                gradient[c * taps + tap] += Gradient(block)[tap * FeatureMap.Lanes + lane];
            }
        }
    }

    public void Dispose() => memory.Dispose();
}
