namespace NasTransfer.Engine.Networks.Fused;

/// <summary>
/// Feature maps of a batch in blocks of eight channels: image, block, row, column, channel within the block. A block's row
/// is one stream of vectors, whatever the number of channels; channels that fill up the last block are zero.
/// </summary>
internal sealed unsafe class FeatureMap(float* data, int images, int channels, int height, int width)
{
    /// <summary>Channels of a block: floats of one vector.</summary>
    public const int Lanes = 8;

    public float* Data { get; } = data;

    public int Images { get; } = images;

    public int Channels { get; } = channels;

    public int Blocks { get; } = BlocksOf(channels);

    public int Height { get; } = height;

    public int Width { get; } = width;

    public int Pixels => Height * Width;

    /// <summary>Floats of one block of one image.</summary>
    public int BlockSize => Pixels * Lanes;

    /// <summary>Floats of one image.</summary>
    public int ImageSize => Blocks * BlockSize;

    /// <summary>Pixels of the batch, over which a channel is normalised.</summary>
    public long Count => (long)Images * Pixels;

    public float* Image(int index) => Data + (long)index * ImageSize;

    public static int BlocksOf(int channels) => (channels + Lanes - 1) / Lanes;
}
