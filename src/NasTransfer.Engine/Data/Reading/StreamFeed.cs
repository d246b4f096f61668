using System.Collections.Concurrent;
using NasTransfer.Engine.Data.Indexing;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>Reads, decodes and transforms the images of one order.</summary>
internal sealed class StreamFeed : IImageFeed
{
    private readonly StreamedImages images;
    private readonly ImageOrder order;
    private readonly ReadAhead reader;

    // One for each thread that is decoding, kept for the next image.
    private readonly ConcurrentBag<Scratch> scratches = [];

    public StreamFeed(StreamedImages images, ImageOrder order, int first, int budget, bool background)
    {
        (this.images, this.order) = (images, order);
        int[] rows = new int[order.Indices.Length];
        for (int position = 0; position < rows.Length; position++)
        {
            rows[position] = images.Row(order.Indices[position]);
        }

        reader = new ReadAhead(images.Index, rows, order.WindowEnds, first, budget, background);
    }

    public void Fill(int position, ImageTransform transform, ImageDraw draw, Span<float> output)
    {
        ImageIndex index = images.Index;
        int row = images.Row(order.Indices[position]);
        if (!scratches.TryTake(out Scratch? scratch))
        {
            scratch = new Scratch();
        }

        try
        {
            ReadOnlySpan<byte> encoded = Take(position, row, scratch);
            if (ImageDecoder.TryDecode(index.Encoding, encoded, scratch.Photo) is { } fault)
            {
                throw new BadInputException(
                    $"{index.Place(row)} cannot be decoded ({fault}); repair it, or leave it out of the set."
                );
            }

            transform.Apply(scratch.Photo, images.Size, draw, output);
        }
        finally
        {
            scratches.Add(scratch);
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        foreach (Scratch scratch in scratches)
        {
            scratch.Photo.Dispose();
        }
    }

    private ReadOnlySpan<byte> Take(int position, int row, Scratch scratch)
    {
        try
        {
            int length = reader.Take(position, ref scratch.Encoded);
            return scratch.Encoded.AsSpan(0, length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw images.Unreadable(row, exception);
        }
    }

    private sealed class Scratch
    {
        public byte[] Encoded = [];

        public Photo Photo { get; } = new();
    }
}
