using System.Runtime.InteropServices;

namespace NasTransfer.Engine.Runtime;

/// <summary>
/// Keeps freed memory in the process. Tensors of megabytes come and go thousands of times a second; glibc's defaults
/// give each back to the system and fault its pages in again, which costs more than the arithmetic.
/// </summary>
internal static partial class NativeAllocator
{
    // malloc.h
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapThreshold = -3;
    private const int ArenaMax = -8;

    private const int OneGibibyte = 1 << 30;
    private const int GrowBy = 64 << 20;

    /// <summary>Sets the allocator up; says what was done, for the environment block.</summary>
    public static string Configure()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out nint libc))
        {
            return "system default";
        }

        if (!NativeLibrary.TryGetExport(libc, "mallopt", out _))
        {
            return "system default";
        }

        // One arena: a second one could not grow past its 64 MiB heaps without mapping anew.
        bool set =
            Option(MmapThreshold, OneGibibyte) != 0
            && Option(TrimThreshold, int.MaxValue) != 0
            && Option(TopPad, GrowBy) != 0
            && Option(ArenaMax, 1) != 0;
        return set ? "glibc, one arena, memory kept (mmap threshold 1 GiB)" : "glibc default (mallopt refused)";
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int Option(int parameter, int value);
}
