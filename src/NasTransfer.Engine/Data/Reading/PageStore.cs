using System.Buffers;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>
/// Keeps the bytes of many image files for a while, in pages that serve the next ones. Files of all lengths come and go in
/// any order; allocated one by one they would leave holes, and the memory would grow to several times of what is kept.
/// For one thread at a time.
/// </summary>
internal sealed class PageStore : IDisposable
{
    // Half a page is lost with each file; thumbnails have 1 to 2 KB.
    private const int PageBytes = 1024;
    private const int PagesPerChunk = 4096;
    private const int None = -1;

    private readonly List<byte[]> chunks = [];

    // The page after each page: of the same file, or of those that are free.
    private readonly List<int> next = [];
    private int free = None;

    /// <summary>Keeps a copy.</summary>
    /// <returns>What <see cref="TakeOut"/> wants.</returns>
    public int Put(ReadOnlySpan<byte> content)
    {
        int first = None;
        int last = None;
        while (content.Length > 0)
        {
            int page = TakePage();
            int count = Math.Min(PageBytes, content.Length);
            content[..count].CopyTo(Page(page));
            content = content[count..];
            if (first == None)
            {
                first = page;
            }
            else
            {
                next[last] = page;
            }

            last = page;
        }

        return first;
    }

    /// <summary>Gives the copy out and forgets it.</summary>
    /// <param name="content">As long as what was put in.</param>
    public void TakeOut(int first, Span<byte> content)
    {
        for (int page = first; content.Length > 0; )
        {
            int count = Math.Min(PageBytes, content.Length);
            Page(page)[..count].CopyTo(content);
            content = content[count..];
            int following = next[page];
            (next[page], free) = (free, page);
            page = following;
        }
    }

    public void Dispose()
    {
        foreach (byte[] chunk in chunks)
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        chunks.Clear();
    }

    private Span<byte> Page(int page) =>
        chunks[page / PagesPerChunk].AsSpan(page % PagesPerChunk * PageBytes, PageBytes);

    private int TakePage()
    {
        if (free == None)
        {
            chunks.Add(ArrayPool<byte>.Shared.Rent(PagesPerChunk * PageBytes));
            for (int i = 0; i < PagesPerChunk; i++)
            {
                next.Add(free);
                free = next.Count - 1;
            }
        }

        int page = free;
        free = next[page];
        return page;
    }
}
