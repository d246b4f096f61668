using System.Runtime.InteropServices;

namespace NasTransfer.Cli;

/// <summary>
/// Turns Ctrl-C and a request to terminate into a cancellation, as long as it lives. The second one ends the process at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    private readonly bool isPatient;

    /// <param name="isPatient">The second one is nothing new: a batch system may send several.</param>
    public StopSignals(bool isPatient = false)
    {
        this.isPatient = isPatient;
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        Array.ForEach(registrations, registration => registration.Dispose());
        source.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = isPatient || !source.IsCancellationRequested;
        source.Cancel();
    }
}
