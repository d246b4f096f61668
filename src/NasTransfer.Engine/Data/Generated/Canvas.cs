using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>From a scene to pixels: averages samples within each pixel and adds the camera's noise.</summary>
internal static class Canvas
{
    /// <summary>Width and height of a scene, whatever the resolution of its image.</summary>
    public const int Side = 4096;

    // Samples of a pixel along each axis.
    private const int Samples = 2;

    // The sum of four uniform bytes has mean 510 and a standard deviation of 147.8: close enough to a bell.
    private const int NoiseMean = 510;

    private const int NoiseDeviation = 148;

    /// <param name="noise">Standard deviation, in 1/16 of a byte value.</param>
    /// <param name="pixels">size × size × 3 bytes, row by row, R G B.</param>
    public static void Draw(IScene scene, int size, int noise, CounterRandom random, Span<byte> pixels)
    {
        int byteAt = 0;
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                Colour sum = default;
                for (int sample = 0; sample < Samples * Samples; sample++)
                {
                    Colour colour = scene.At(
                        Centre(x * Samples + sample % Samples, size),
                        Centre(y * Samples + sample / Samples, size)
                    );
                    sum = new Colour(sum.R + colour.R, sum.G + colour.G, sum.B + colour.B);
                }

                pixels[byteAt++] = Expose(sum.R, noise, random);
                pixels[byteAt++] = Expose(sum.G, noise, random);
                pixels[byteAt++] = Expose(sum.B, noise, random);
            }
        }
    }

    private static int Centre(int sample, int size) => (2 * sample + 1) * Side / (2 * Samples * size);

    private static byte Expose(int sum, int noise, CounterRandom random)
    {
        uint bits = random.NextUInt32();
        int bell = (int)((bits & 255) + ((bits >> 8) & 255) + ((bits >> 16) & 255) + (bits >> 24)) - NoiseMean;
        return (byte)Math.Clamp(sum / (Samples * Samples) + bell * noise / (16 * NoiseDeviation), 0, 255);
    }
}
