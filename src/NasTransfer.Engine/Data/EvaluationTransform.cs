namespace NasTransfer.Engine.Data;

/// <summary>What test images go through: bytes to [0, 1], then normalised. Draws nothing.</summary>
public sealed class EvaluationTransform(Normalization normalization) : ImageTransform
{
    private readonly PixelTable table = new(normalization);

    public override void Apply(ReadOnlySpan<byte> pixels, int size, ImageDraw draw, Span<float> output)
    {
        RequireLengths(pixels, size, output);
        int plane = size * size;
        ReadOnlySpan<float> tableR = table.R;
        ReadOnlySpan<float> tableG = table.G;
        ReadOnlySpan<float> tableB = table.B;
        Span<float> r = output[..plane];
        Span<float> g = output.Slice(plane, plane);
        Span<float> b = output.Slice(2 * plane, plane);
        for (int i = 0; i < plane; i++)
        {
            r[i] = tableR[pixels[3 * i]];
            g[i] = tableG[pixels[3 * i + 1]];
            b[i] = tableB[pixels[3 * i + 2]];
        }
    }
}
