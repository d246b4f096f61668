using System.Diagnostics;

namespace NasTransfer.Study.Tests.Store;

/// <summary>A file system of 64 KiB in memory. Mounting needs Linux and its administrator; tests are ignored elsewhere.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    public static SmallDisk Mount()
    {
        string folder = Directory.CreateTempSubdirectory("nastransfer-disk-").FullName;
        if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder) != 0)
        {
            Directory.Delete(folder);
            Assert.Ignore("No file system can be mounted here; that takes Linux and its administrator.");
        }

        return new SmallDisk(folder);
    }

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        // Unbuffered: what does not fit is not tried again when the file is closed.
        using FileStream file = new(
            Path.Combine(Folder, "filler"),
            FileMode.Create,
            FileAccess.Write,
            FileShare.None,
            0
        );
        try
        {
            while (true)
            {
                file.Write(new byte[1024]);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Empty() => File.Delete(Path.Combine(Folder, "filler"));

    public void MakeReadOnly() => Assert.That(Run("mount", "-o", "remount,ro", Folder), Is.Zero);

    public void Dispose()
    {
        Run("umount", Folder);
        Directory.Delete(Folder);
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true }
            )!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
