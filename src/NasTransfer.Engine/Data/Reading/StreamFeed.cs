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
    private readonly ConcurrentBag<Photo> photos = [];

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
        using EncodedImage encoded = Take(position, row);
        if (!photos.TryTake(out Photo? photo))
        {
            photo = new Photo();
        }

        try
        {
            if (ImageDecoder.TryDecode(index.Encoding, encoded.Bytes, photo) is { } fault)
            {
                throw new BadInputException(
                    $"{index.Place(row)} cannot be decoded ({fault}); repair it, or leave it out of the set."
                );
            }

            transform.Apply(photo, images.Size, draw, output);
        }
        finally
        {
            photos.Add(photo);
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        foreach (Photo photo in photos)
        {
            photo.Dispose();
        }
    }

    private EncodedImage Take(int position, int row)
    {
        try
        {
            return reader.Take(position);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(
                $"{images.Index.Place(row)} cannot be read: {exception.Message.TrimEnd('.')}.",
                exception
            );
        }
    }
}
