namespace NasTransfer.Engine.Data.Reading;

/// <summary>How images are read from where they lie, and how well they are mixed. Both change the order of an epoch.</summary>
public sealed record StreamOptions
{
    /// <summary>
    /// Encoded bytes that lie in memory together, and are mixed with each other. More mixes better: at 110 KB an image, 64
    /// MiB are 600 images from about 250 places. Where an archive lies class by class and there is memory, take more.
    /// </summary>
    public int WindowBytes { get; init; } = 64 << 20;

    /// <summary>
    /// Neighbouring bytes that come into the same window. Less mixes better; more is faster on a disk that spins, which
    /// spends about 10 ms on finding a block, and reads 1.5 MB in that time.
    /// </summary>
    public int BlockBytes { get; init; } = 256 << 10;

    /// <exception cref="BadInputException">A value is out of range.</exception>
    public void Validate()
    {
        if (BlockBytes < 1)
        {
            throw new BadInputException($"block is {BlockBytes} bytes; it must be 1 or more.");
        }

        if (WindowBytes < BlockBytes)
        {
            throw new BadInputException(
                $"window is {WindowBytes} bytes; it must be at least a block, which is {BlockBytes}."
            );
        }
    }
}
