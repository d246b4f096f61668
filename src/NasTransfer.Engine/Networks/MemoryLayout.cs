using static TorchSharp.torch;

namespace NasTransfer.Engine.Networks;

/// <summary>How a batch of feature maps lies in memory; its shape is N×C×H×W in both.</summary>
internal enum MemoryLayout
{
    /// <summary>Plane by plane.</summary>
    ChannelsFirst,

    /// <summary>Pixel by pixel.</summary>
    ChannelsLast,
}

internal static class MemoryLayouts
{
    // From here on channels-last is the faster one on a CPU.
    private const int FewestChannelsForChannelsLast = 8;

    /// <summary>The faster layout for a network of so many channels. Operations keep the layout of their input.</summary>
    public static MemoryLayout For(int channels) =>
        channels >= FewestChannelsForChannelsLast ? MemoryLayout.ChannelsLast : MemoryLayout.ChannelsFirst;

    /// <param name="features">N×C×H×W.</param>
    public static MemoryLayout Of(Tensor features) =>
        features.stride(1) == 1 ? MemoryLayout.ChannelsLast : MemoryLayout.ChannelsFirst;

    /// <summary>The same tensor in the layout; TorchSharp's memory formats are ignored by libtorch, hence the detour.</summary>
    public static Tensor Arrange(this MemoryLayout layout, Tensor images) =>
        layout == MemoryLayout.ChannelsLast
            ? images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2)
            : images.contiguous();
}
