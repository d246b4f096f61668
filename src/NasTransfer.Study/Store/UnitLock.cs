namespace NasTransfer.Study.Store;

/// <summary>
/// The right to run one unit. The operating system holds it for the process and takes it back when the process ends,
/// however it ends; nobody has to clean up. The file stays, empty: removing it would let two processes lock two files of
/// one name.
/// </summary>
public sealed class UnitLock : IDisposable
{
    // EWOULDBLOCK of Linux and macOS, and two Windows errors: in use, and a part of it locked.
    private static readonly int[] HeldByAnother = OperatingSystem.IsWindows() ? [32, 33] : [11, 35];

    private readonly FileStream file;

    private UnitLock(FileStream file) => this.file = file;

    /// <summary>The lock, or null while another holds it, in this process or in any other.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    internal static UnitLock? Try(string path)
    {
        try
        {
            // No sharing: flock on Linux and macOS.
            return new UnitLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException failure) when (HeldByAnother.Contains(failure.HResult & 0xFFFF))
        {
            return null;
        }
    }

    /// <summary>Gives the unit free.</summary>
    public void Dispose() => file.Dispose();
}
