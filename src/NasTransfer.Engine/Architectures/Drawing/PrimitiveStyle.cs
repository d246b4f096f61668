namespace NasTransfer.Engine.Architectures.Drawing;

/// <summary>
/// How an operation is drawn. Pools are blue, separable convolutions warm, dilated ones green, skips grey; the larger
/// kernel is the darker one. The hues follow Okabe and Ito's palette, which colour-blind readers can tell apart.
/// </summary>
/// <param name="Line">Colour of the edge.</param>
/// <param name="Fill">Background of the label.</param>
/// <param name="Text">Colour of the label's text.</param>
/// <param name="Meaning">What the legend says.</param>
internal sealed record PrimitiveStyle(string Line, string Fill, string Text, string Meaning)
{
    public static PrimitiveStyle Of(Primitive primitive) =>
        primitive switch
        {
            Primitive.MaxPool3x3 => new("#0072b2", "#e3f0f8", "#004a75", "max pooling 3×3"),
            Primitive.AvgPool3x3 => new("#56b4e9", "#eaf6fd", "#1f5f85", "average pooling 3×3"),
            Primitive.SkipConnect => new("#7b8494", "#f0f1f4", "#3f4754", "skip connection"),
            Primitive.SepConv3x3 => new("#e69f00", "#fdf3dc", "#7a5300", "separable convolution 3×3"),
            Primitive.SepConv5x5 => new("#c84b0b", "#fce8dd", "#7f2f06", "separable convolution 5×5"),
            Primitive.DilConv3x3 => new("#3fae7f", "#e4f6ee", "#17603f", "dilated convolution 3×3"),
            Primitive.DilConv5x5 => new("#00694c", "#dcefe8", "#00432f", "dilated convolution 5×5"),
            _ => new("#a0a0a0", "#f4f4f4", "#505050", "zero"),
        };
}
