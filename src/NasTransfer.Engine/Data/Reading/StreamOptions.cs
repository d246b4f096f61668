namespace NasTransfer.Engine.Data.Reading;

/// <summary>How images are read from where they lie, and how well they are mixed. Both change the order of an epoch.</summary>
public sealed record StreamOptions
{
    /// <summary>
    /// Encoded bytes that lie in memory together, and are mixed with each other. More mixes better: with 110 KB an image, 128
    /// MiB are 1,200 images, from up to 128 places.
    /// </summary>
    public int WindowBytes { get; init; } = 128 << 20;

    /// <summary>
    /// Neighbouring bytes that are read as one block, and come into the same window. At 1 MiB a spinning disk reads half of
    /// the time.
    /// </summary>
    public int BlockBytes { get; init; } = 1 << 20;

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
