using System.Runtime.InteropServices;

namespace NasTransfer.Engine.Runtime;

/// <summary>Files that appear whole or not at all, and that are still there after a power cut.</summary>
public static partial class DurableFile
{
    /// <summary>How the names of files end that are not whole yet.</summary>
    public const string TemporaryExtension = ".tmp";

    /// <summary>Lets <paramref name="write"/> fill a file beside the wanted one, which it then replaces.</summary>
    /// <param name="write">Leaves the stream open.</param>
    /// <exception cref="IOException">The disk is full or read-only; what was there is unchanged.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, Replace);

    /// <summary>The same, but <paramref name="replace"/> says how the new file, its first argument, comes to its place.</summary>
    internal static void Write(string path, Action<Stream> write, Action<string, string> replace)
    {
        // Beside the target, so that the rename stays within one file system; by process and guid, so that two writers of
        // one file cannot share it.
        string fresh = $"{path}.{Environment.ProcessId}.{Guid.NewGuid():N}{TemporaryExtension}";
        try
        {
            using (FileStream stream = new(fresh, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            replace(fresh, path);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }

        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Puts a new file where another may be.</summary>
    internal static void Replace(string fresh, string path) => File.Move(fresh, path, overwrite: true);

    /// <summary>
    /// Brings the names in a folder to the disk, where the system can: fsync of the folder on Linux and macOS. Windows has
    /// no such call; there the file system's own journal orders renames.
    /// </summary>
    /// <returns>Whether the system did it; some network file systems refuse.</returns>
    public static bool FlushFolder(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return false;
        }

        // .NET opens no folders, so this goes to the C library.
        int descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            return false;
        }

        bool flushed = Synchronise(descriptor) == 0;
        return Close(descriptor) == 0 && flushed;
    }

    // fcntl.h
    private const int ReadOnly = 0;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
