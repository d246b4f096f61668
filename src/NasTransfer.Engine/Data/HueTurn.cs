namespace NasTransfer.Engine.Data;

/// <summary>
/// Turns the hue of pixels in the hexcone of HSV (Smith, "Color gamut transform pairs", 1978; torchvision's adjust_hue):
/// value and saturation stay, so the largest and the smallest of a pixel's three values stay too, and the third lies
/// between them. Single precision, of which only correctly rounded operations are used: the same bytes on every machine.
/// </summary>
internal static class HueTurn
{
    // Between a primary and the next secondary colour lies a sextant.
    private const float Sextants = 6;

    /// <param name="rgba">Pixels of 4 bytes, R G B and one that is ignored.</param>
    /// <param name="turn">1 is a whole turn, which changes nothing; red becomes green at 1/3.</param>
    public static void Apply(Span<byte> rgba, float turn)
    {
        float sextants = Sextants * turn;
        for (int i = 0; i < rgba.Length; i += 4)
        {
            int r = rgba[i];
            int g = rgba[i + 1];
            int b = rgba[i + 2];
            int most = Math.Max(r, Math.Max(g, b));
            int least = Math.Min(r, Math.Min(g, b));
            if (most > least)
            {
                float hue = Around(HueOf(r, g, b, most, most - least) + sextants);
                (rgba[i], rgba[i + 1], rgba[i + 2]) = Pixel(hue, (byte)most, (byte)least);
            }
        }
    }

    // In sextants, from −1 to 5.
    private static float HueOf(int r, int g, int b, int most, float chroma) =>
        r == most ? (g - b) / chroma
        : g == most ? 2 + (b - r) / chroma
        : 4 + (r - g) / chroma;

    // To 0 … 6 without the end.
    private static float Around(float hue)
    {
        float turned = hue - Sextants * MathF.Floor(hue / Sextants);
        return turned < Sextants ? turned : 0;
    }

    private static (byte R, byte G, byte B) Pixel(float hue, byte most, byte least)
    {
        int sextant = (int)hue;
        float within = (most - least) * (hue - sextant);
        byte rising = (byte)(least + within + 0.5f);
        byte falling = (byte)(most - within + 0.5f);
        return sextant switch
        {
            0 => (most, rising, least),
            1 => (falling, most, least),
            2 => (least, most, rising),
            3 => (least, falling, most),
            4 => (rising, least, most),
            _ => (most, least, falling),
        };
    }
}
