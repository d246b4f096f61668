using System.Runtime.InteropServices;

namespace NasTransfer.Engine.Runtime;

/// <summary>
/// Switches of libtorch's global context that TorchSharp does not offer, called by their exported C++ names
/// (at::globalContext() and members of at::Context, Itanium mangling: Linux and macOS).
/// </summary>
internal static unsafe class TorchContext
{
    private static readonly nint Library = Load();

    /// <summary>at::Context::setDeterministicAlgorithms(enabled, warnOnly = false), without its NaN filling.</summary>
    /// <returns>Whether libtorch offers the switch on this platform.</returns>
    public static bool TryUseDeterministicAlgorithms()
    {
        if (!TryFind("_ZN2at7Context26setDeterministicAlgorithmsEbb", out nint context, out nint setter))
        {
            return false;
        }

        ((delegate* unmanaged[Cdecl]<nint, byte, byte, void>)setter)(context, 1, 0);
        // Fills every fresh tensor with NaN, to make reads of unset memory show: a pass over memory for each operation.
        return TrySet("_ZN2at7Context39setDeterministicFillUninitializedMemoryEb", false);
    }

    /// <summary>Deterministic cuDNN kernels, and no choice of kernel by timing.</summary>
    public static bool TryUseDeterministicCudnn() =>
        TrySet("_ZN2at7Context21setDeterministicCuDNNEb", true) && TrySet("_ZN2at7Context17setBenchmarkCuDNNEb", false);

    /// <summary>NNPACK refuses most processors, and says so on stderr at every start; oneDNN does its work.</summary>
    public static bool TryDisableNnpack() => TrySet("_ZN2at7Context20setUserEnabledNNPACKEb", false);

    private static bool TrySet(string name, bool value)
    {
        if (!TryFind(name, out nint context, out nint setter))
        {
            return false;
        }

        ((delegate* unmanaged[Cdecl]<nint, byte, void>)setter)(context, value ? (byte)1 : (byte)0);
        return true;
    }

    private static bool TryFind(string name, out nint context, out nint function)
    {
        context = function = 0;
        if (
            Library == 0
            || !NativeLibrary.TryGetExport(Library, "_ZN2at13globalContextEv", out nint globalContext)
            || !NativeLibrary.TryGetExport(Library, name, out function)
        )
        {
            return false;
        }

        context = ((delegate* unmanaged[Cdecl]<nint>)globalContext)();
        return true;
    }

    // TorchSharp has loaded the library already, so its bare file name finds it.
    private static nint Load() =>
        NativeLibrary.TryLoad(OperatingSystem.IsMacOS() ? "libtorch_cpu.dylib" : "libtorch_cpu.so", out nint library)
            ? library
            : 0;
}
