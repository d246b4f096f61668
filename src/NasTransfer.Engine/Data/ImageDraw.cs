using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data;

/// <summary>
/// The key of one image's random numbers. A value instead of a running generator: a transform that draws nothing pays
/// nothing, and no image's draw depends on another's.
/// </summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Purpose">What the image is drawn for.</param>
/// <param name="Epoch">From 0.</param>
/// <param name="Index">The image within the epoch.</param>
public readonly record struct ImageDraw(ulong Seed, string Purpose, int Epoch, long Index)
{
    /// <summary>The stream, from its beginning.</summary>
    public CounterRandom Open() => new(Seed, Purpose, Epoch, Index);
}
