namespace NasTransfer.Engine.Data;

/// <summary>
/// What each of the 256 byte values becomes, a table a channel: x = (v / 255 − mean) / std in 32-bit floats. A table gives
/// the same bits on every processor, with or without fused multiply-add, and is as fast as arithmetic.
/// </summary>
internal sealed class PixelTable(Normalization normalization)
{
    private const int Values = 256;

    public float[] R { get; } = Tabulate(normalization.Mean.R, normalization.StandardDeviation.R);

    public float[] G { get; } = Tabulate(normalization.Mean.G, normalization.StandardDeviation.G);

    public float[] B { get; } = Tabulate(normalization.Mean.B, normalization.StandardDeviation.B);

    private static float[] Tabulate(float mean, float standardDeviation)
    {
        float[] table = new float[Values];
        for (int value = 0; value < Values; value++)
        {
            float unit = value / 255f;
            float centred = unit - mean;
            table[value] = centred / standardDeviation;
        }

        return table;
    }
}
