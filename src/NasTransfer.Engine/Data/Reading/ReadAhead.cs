using System.Runtime.ExceptionServices;
using NasTransfer.Engine.Data.Indexing;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>
/// Reads the images of one order, window by window, and within a window as they lie on disk. A thread of its own keeps
/// ahead as far as its budget goes; without one, what is asked for is read when it is asked for, and what lies before it
/// in the window too.
/// </summary>
/// <remarks>
/// It cannot wait for ever: the window that is asked for is read whatever the budget says, and by then all images of the
/// windows before are asked for or given out.
/// </remarks>
internal sealed class ReadAhead : IDisposable
{
    private readonly ImageIndex index;
    private readonly int[] rows;
    private readonly int[] windowEnds;
    private readonly long budget;
    private readonly object changed = new();
    private readonly Dictionary<int, (int Page, int Length)> held = [];
    private readonly PageStore store = new();
    private readonly IEnumerator<(ImageRun Run, int Window)> runs;
    private readonly Thread? thread;
    private long heldBytes;
    private int wantedWindow;
    private bool stopped;
    private ExceptionDispatchInfo? failure;

    /// <param name="rows">Rows of the index in the order in which they will be asked for.</param>
    /// <param name="windowEnds">Where windows end in it.</param>
    /// <param name="first">The first position that will be asked for.</param>
    /// <param name="budget">Encoded bytes that are held at most, but for a window that is larger.</param>
    public ReadAhead(ImageIndex index, int[] rows, int[] windowEnds, int first, long budget, bool background)
    {
        (this.index, this.rows, this.windowEnds, this.budget) = (index, rows, windowEnds, budget);
        runs = Runs(first).GetEnumerator();
        if (background)
        {
            thread = new Thread(Work) { IsBackground = true, Name = $"reading {index.Folder}" };
            thread.Start();
        }
    }

    /// <summary>The bytes of an image, once. Waits for them.</summary>
    /// <param name="buffer">Where they are put; made larger if they need it.</param>
    /// <returns>How many bytes there are.</returns>
    /// <exception cref="IOException">They cannot be read.</exception>
    public int Take(int position, ref byte[] buffer)
    {
        lock (changed)
        {
            int window = WindowOf(position);
            if (window > wantedWindow)
            {
                wantedWindow = window;
                Monitor.PulseAll(changed);
            }

            (int Page, int Length) image;
            while (!held.Remove(position, out image))
            {
                failure?.Throw();
                ObjectDisposedException.ThrowIf(stopped, this);
                WaitOrRead(position);
            }

            if (buffer.Length < image.Length)
            {
                buffer = new byte[Math.Max(image.Length, 2 * buffer.Length)];
            }

            store.TakeOut(image.Page, buffer.AsSpan(0, image.Length));
            heldBytes -= image.Length;
            Monitor.PulseAll(changed);
            return image.Length;
        }
    }

    public void Dispose()
    {
        lock (changed)
        {
            stopped = true;
            Monitor.PulseAll(changed);
        }

        thread?.Join();
        runs.Dispose();
        lock (changed)
        {
            store.Dispose();
        }
    }

    private void WaitOrRead(int position)
    {
        if (thread is not null)
        {
            Monitor.Wait(changed);
        }
        else if (runs.MoveNext())
        {
            runs.Current.Run.Read(index, rows, Hold);
        }
        else
        {
            throw new InvalidOperationException($"position {position} is not among those to be read");
        }
    }

    private int WindowOf(int position)
    {
        int found = Array.BinarySearch(windowEnds, position);
        // An end belongs to the next window.
        return found >= 0 ? found + 1 : ~found;
    }

    private IEnumerable<(ImageRun Run, int Window)> Runs(int first)
    {
        for (int window = WindowOf(first); window < windowEnds.Length; window++)
        {
            int begin = Math.Max(first, window == 0 ? 0 : windowEnds[window - 1]);
            foreach (ImageRun run in ImageRun.Cut(index, rows, begin, windowEnds[window]))
            {
                yield return (run, window);
            }
        }
    }

    private void Work()
    {
        try
        {
            while (runs.MoveNext())
            {
                var (run, window) = runs.Current;
                lock (changed)
                {
                    while (!stopped && window > wantedWindow && heldBytes + run.Bytes > budget)
                    {
                        Monitor.Wait(changed);
                    }

                    if (stopped)
                    {
                        return;
                    }
                }

                run.Read(index, rows, Hold);
            }
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to whoever asks for images.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            lock (changed)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
                Monitor.PulseAll(changed);
            }
        }
    }

    private void Hold(int position, ReadOnlySpan<byte> encoded)
    {
        lock (changed)
        {
            held[position] = (store.Put(encoded), encoded.Length);
            heldBytes += encoded.Length;
            Monitor.PulseAll(changed);
        }
    }
}
