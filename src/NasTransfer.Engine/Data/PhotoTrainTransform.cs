using System.Buffers;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data;

/// <summary>What <see cref="PhotoTrainTransform"/> draws for one image.</summary>
/// <param name="Crop">The part of the photograph that is scaled to the size.</param>
/// <param name="Flip">Mirror left and right.</param>
/// <param name="Colours">Changes of colour; the transform may leave them out.</param>
/// <param name="CutoutRow">Row of the centre of the cutout, in the finished image.</param>
/// <param name="CutoutColumn">Column of the centre of the cutout, in the finished image.</param>
public sealed record PhotoDraw(CropBox Crop, bool Flip, ColourDraw Colours, int CutoutRow, int CutoutColumn);

/// <summary>
/// The augmentation of photographs, as with ImageNet: a random part of random shape scaled to the size (Szegedy et al.,
/// "Going deeper with convolutions", 2015; torchvision's RandomResizedCrop), a mirror image half of the time, random
/// colours if asked, to [0, 1], normalised; then, if asked, one square blanked to 0.
/// </summary>
public sealed class PhotoTrainTransform : PhotoTransform
{
    private const double LeastArea = 0.08;
    private const double LeastRatio = 3.0 / 4;
    private const double MostRatio = 4.0 / 3;
    private const int Tries = 10;

    private readonly ColourJitter? jitter;
    private readonly Cutout cutout;

    /// <param name="jitter">Strength of the changes of colour; null for none.</param>
    /// <param name="cutoutLength">Side of the blanked square in px; 0 is off.</param>
    /// <exception cref="BadInputException">A value is out of range.</exception>
    public PhotoTrainTransform(Normalization normalization, ColourJitter? jitter, int cutoutLength = 0)
        : base(normalization)
    {
        jitter?.Validate();
        this.jitter = jitter;
        cutout = new Cutout(cutoutLength);
    }

    /// <summary>Draws for a photograph; flip, colours and cutout first, so that they do not depend on its shape.</summary>
    /// <param name="size">Height and width of the finished image, in px.</param>
    public static PhotoDraw Draw(CounterRandom random, int width, int height, int size, ColourJitter? jitter)
    {
        bool flip = random.NextInt(2) == 1;
        int row = random.NextInt(size);
        int column = random.NextInt(size);
        // Drawn with or without jitter, so that both see the same parts.
        ColourDraw colours = (jitter ?? new ColourJitter(0, 0, 0, 0)).Draw(random);
        return new PhotoDraw(DrawCrop(random, width, height), flip, colours, row, column);
    }

    /// <summary>The same as by key, with a draw that is known.</summary>
    /// <param name="rgb">width × height × 3 bytes.</param>
    public void Apply(ReadOnlySpan<byte> rgb, int width, int height, int size, PhotoDraw draw, Span<float> output)
    {
        using Photo photo = Photo.Of(rgb, width, height);
        Apply(photo, size, draw, output);
    }

    internal override void Apply(Photo photo, int size, ImageDraw draw, Span<float> output) =>
        Apply(photo, size, Draw(draw.Open(), photo.Width, photo.Height, size, jitter), output);

    private void Apply(Photo photo, int size, PhotoDraw draw, Span<float> output)
    {
        byte[] scaled = ArrayPool<byte>.Shared.Rent(4 * size * size);
        try
        {
            Span<byte> rgba = scaled.AsSpan(0, 4 * size * size);
            PhotoResampler.Resize(photo.Rgba, photo.Width, draw.Crop, size, size, 0, 0, size, rgba);
            if (jitter is not null)
            {
                ColourJitter.Apply(draw.Colours, rgba);
            }

            Normalise(rgba, size, draw.Flip, output);
            cutout.Apply(draw.CutoutRow, draw.CutoutColumn, size, output);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scaled);
        }
    }

    // A part of 8 to 100 % of the area, its ratio of width to height uniform in the logarithm; the centre, at the nearest
    // ratio that is allowed, if ten tries give none that fits.
    private static CropBox DrawCrop(CounterRandom random, int width, int height)
    {
        double area = (double)width * height;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            double part = area * random.NextDouble(LeastArea, 1);
            double ratio = Math.Exp(random.NextDouble(Math.Log(LeastRatio), Math.Log(MostRatio)));
            int cropWidth = (int)Math.Round(Math.Sqrt(part * ratio));
            int cropHeight = (int)Math.Round(Math.Sqrt(part / ratio));
            if (cropWidth >= 1 && cropWidth <= width && cropHeight >= 1 && cropHeight <= height)
            {
                int top = random.NextInt(height - cropHeight + 1);
                return new CropBox(top, random.NextInt(width - cropWidth + 1), cropHeight, cropWidth);
            }
        }

        double whole = (double)width / height;
        int keptWidth = whole > MostRatio ? Math.Max(1, (int)Math.Round(height * MostRatio)) : width;
        int keptHeight = whole < LeastRatio ? Math.Max(1, (int)Math.Round(width / LeastRatio)) : height;
        return new CropBox((height - keptHeight) / 2, (width - keptWidth) / 2, keptHeight, keptWidth);
    }
}
