namespace NasTransfer.Engine.Data;

/// <summary>
/// One square blanked to 0, the mean colour after normalisation (DeVries and Taylor, "Improved regularization of
/// convolutional neural networks with cutout", 2017). Its centre is any pixel, and its box is clipped at the border.
/// </summary>
internal readonly record struct Cutout
{
    private readonly int length;

    /// <param name="length">Side in px; 0 is off.</param>
    /// <exception cref="BadInputException">It is negative.</exception>
    public Cutout(int length)
    {
        if (length < 0)
        {
            throw new BadInputException($"cutout is {length}; it must be 0 (off) or a length in pixels.");
        }

        this.length = length;
    }

    /// <param name="output">3 × size × size floats.</param>
    public void Apply(int row, int column, int size, Span<float> output)
    {
        if (length == 0)
        {
            return;
        }

        var (top, bottom) = Box(row, size);
        var (left, right) = Box(column, size);
        for (int channel = 0; channel < ImageSet.Channels; channel++)
        {
            for (int y = top; y < bottom; y++)
            {
                output.Slice((channel * size + y) * size + left, right - left).Clear();
            }
        }
    }

    // From centre − ⌊L/2⌋, L pixels, as far as the image goes.
    private (int First, int Past) Box(int centre, int size)
    {
        int first = centre - length / 2;
        return (Math.Max(first, 0), Math.Min(first + length, size));
    }
}
