using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace NasTransfer.Engine.Data;

/// <summary>
/// The threads that prepare the batches of one enumeration ahead. Batches are cut into slices that the threads take in
/// order, so that several work on one batch; each image depends on its own draw alone, so which thread does what changes
/// nothing. There are only so many buffers: when all are full the threads wait.
/// </summary>
internal sealed class Prefetcher : IDisposable
{
    // Small images are not worth a lock each; photographs take milliseconds, and a batch should end on all threads at once.
    private const int ValuesPerSlice = 64 * 1024;

    private readonly object changed = new();
    private readonly IEnumerator<PlannedBatch> plan;
    private readonly FillImage fill;
    private readonly int valuesPerImage;
    private readonly int sliceLength;
    private readonly Stack<BatchBuffer> free;
    private readonly Queue<Pending> queue = [];
    private readonly CancellationToken cancellation;
    private readonly CancellationTokenRegistration cancelled;
    private readonly Thread[] threads;
    private Pending? open;
    private bool planned;
    private bool stopped;
    private ExceptionDispatchInfo? planFailure;

    /// <summary>Fills the image at <paramref name="place"/> of a batch.</summary>
    public delegate void FillImage(PlannedBatch batch, int place, Span<float> output);

    /// <param name="buffers">As many as batches are prepared ahead, each large enough for the largest batch.</param>
    public Prefetcher(
        IEnumerable<PlannedBatch> batches,
        FillImage fill,
        int valuesPerImage,
        IEnumerable<BatchBuffer> buffers,
        int threadCount,
        string name,
        CancellationToken cancellation
    )
    {
        plan = batches.GetEnumerator();
        (this.fill, this.valuesPerImage, this.cancellation) = (fill, valuesPerImage, cancellation);
        sliceLength = Math.Max(1, ValuesPerSlice / valuesPerImage);
        free = new Stack<BatchBuffer>(buffers);
        cancelled = cancellation.Register(Stop);
        threads = new Thread[threadCount];
        for (int i = 0; i < threadCount; i++)
        {
            threads[i] = new Thread(Work) { IsBackground = true, Name = $"batches of {name}" };
            threads[i].Start();
        }
    }

    /// <summary>The next prepared batch; false after the last one. Throws what a thread threw, after the good batches.</summary>
    public bool TryTake([NotNullWhen(true)] out PlannedBatch? batch, [NotNullWhen(true)] out BatchBuffer? buffer)
    {
        lock (changed)
        {
            while (!cancellation.IsCancellationRequested && !IsNextReady)
            {
                Monitor.Wait(changed);
            }

            cancellation.ThrowIfCancellationRequested();
            if (queue.TryPeek(out Pending? next))
            {
                next.Failure?.Throw();
                queue.Dequeue();
                (batch, buffer) = (next.Batch, next.Buffer);
                return true;
            }
        }

        planFailure?.Throw();
        (batch, buffer) = (null, null);
        return false;
    }

    /// <summary>One more to fill, for one that was taken.</summary>
    public void Add(BatchBuffer buffer)
    {
        lock (changed)
        {
            free.Push(buffer);
            Monitor.PulseAll(changed);
        }
    }

    public void Dispose()
    {
        Stop();
        cancelled.Dispose();
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        plan.Dispose();
    }

    private bool IsNextReady => queue.TryPeek(out Pending? next) ? next.Unfinished == 0 : planned;

    private void Stop()
    {
        lock (changed)
        {
            stopped = true;
            Monitor.PulseAll(changed);
        }
    }

    private void Work()
    {
        while (TryClaim(out Pending? pending, out int first, out int past))
        {
            int place = first;
            ExceptionDispatchInfo? failure = null;
            try
            {
                for (; place < past; place++)
                {
                    Span<float> output = pending.Buffer.Values.Slice(place * valuesPerImage, valuesPerImage);
                    fill(pending.Batch, place, output);
                }
            }
#pragma warning disable CA1031 // Whatever it is, it belongs to the consumer.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }

            lock (changed)
            {
                // Of several failures the first image's counts, whichever thread was faster.
                if (failure is not null && place < pending.FailedPlace)
                {
                    (pending.Failure, pending.FailedPlace) = (failure, place);
                }

                pending.Unfinished -= past - first;
                if (pending.Unfinished == 0)
                {
                    Monitor.PulseAll(changed);
                }
            }
        }
    }

    // Waits for a slice; false at the end.
    private bool TryClaim([NotNullWhen(true)] out Pending? pending, out int first, out int past)
    {
        lock (changed)
        {
            while (!stopped && open is null && !planned && !TryOpen())
            {
                if (!planned)
                {
                    Monitor.Wait(changed);
                }
            }

            if (stopped || open is null)
            {
                (pending, first, past) = (null, 0, 0);
                return false;
            }

            pending = open;
            first = pending.Claimed;
            past = pending.Claimed = Math.Min(first + sliceLength, pending.Batch.Count);
            if (past == pending.Batch.Count)
            {
                open = null;
            }

            return true;
        }
    }

    // Begins the next batch, if there is a buffer for it. After a failure no batch is begun: nobody will take it.
    private bool TryOpen()
    {
        if (free.Count == 0)
        {
            return false;
        }

        bool any = false;
        try
        {
            any = !queue.Any(pending => pending.Failure is not null) && plan.MoveNext();
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to the consumer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            planFailure = ExceptionDispatchInfo.Capture(exception);
        }

        if (!any)
        {
            planned = true;
            Monitor.PulseAll(changed);
            return false;
        }

        open = new Pending(plan.Current, free.Pop());
        queue.Enqueue(open);
        return true;
    }

    private sealed class Pending(PlannedBatch batch, BatchBuffer buffer)
    {
        public PlannedBatch Batch => batch;

        public BatchBuffer Buffer => buffer;

        public int Claimed { get; set; }

        public int Unfinished { get; set; } = batch.Count;

        public ExceptionDispatchInfo? Failure { get; set; }

        public int FailedPlace { get; set; } = int.MaxValue;
    }
}
