using System.Runtime.InteropServices;

namespace NasTransfer.Engine.Runtime;

/// <summary>Loads a native library so that its plug-ins find its symbols, which .NET's own loader does not.</summary>
internal static partial class SharedLibrary
{
    // dlfcn.h
    private const int Now = 2;
    private static readonly int Global = OperatingSystem.IsMacOS() ? 0x8 : 0x100;

    /// <summary>dlopen with RTLD_GLOBAL: builds of MPI whose plug-ins do not link libmpi need it.</summary>
    public static bool TryLoadGlobally(string name, out nint library)
    {
        library =
            OperatingSystem.IsLinux() ? OpenOnLinux(name, Now | Global)
            : OperatingSystem.IsMacOS() ? OpenOnMacOS(name, Now | Global)
            : 0;
        return library != 0;
    }

    // A library of its own before glibc 2.34, and an empty one since.
    [LibraryImport("libdl.so.2", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenOnLinux(string name, int flags);

    [LibraryImport("libSystem", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenOnMacOS(string name, int flags);
}
