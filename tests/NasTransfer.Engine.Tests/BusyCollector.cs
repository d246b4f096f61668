namespace NasTransfer.Engine.Tests;

/// <summary>
/// The garbage collector and the finalisers, at work without a pause until it is disposed of: whatever native code still
/// reads and nothing holds is gone within a second.
/// </summary>
internal sealed class BusyCollector : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Thread thread;

    public BusyCollector()
    {
        thread = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        thread.Start();
    }

    public void Dispose()
    {
        stop.Cancel();
        thread.Join();
        stop.Dispose();
    }
}
