using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NasTransfer.Engine.Runtime.Collectives;

namespace NasTransfer.Engine.Runtime;

/// <summary>Which GPU a rank takes. TorchSharp cannot make one current, so this goes to the CUDA runtime.</summary>
internal static unsafe class CudaPlacement
{
    // cudaSuccess
    private const int Success = 0;

    // Those of the versions of CUDA that libtorch is built for; whichever it has loaded is found by its name.
    private static readonly ImmutableArray<string> Runtimes = ["libcudart.so.12", "libcudart.so.13", "libcudart.so"];

    /// <summary>The index, among the GPUs that this process sees, of the one that it takes.</summary>
    /// <param name="visible">How many GPUs this process sees.</param>
    /// <param name="isRestricted">Whether the environment chose them for this process (CUDA_VISIBLE_DEVICES).</param>
    /// <exception cref="BadInputException">There are fewer GPUs than ranks on this machine.</exception>
    public static int Choose(Launch launch, int visible, bool isRestricted)
    {
        if (launch.Size == 1 || (visible == 1 && isRestricted))
        {
            return 0;
        }

        int needed = launch.LocalSize ?? launch.LocalRank + 1;
        return visible >= needed
            ? launch.LocalRank
            : throw new BadInputException(
                $"{needed} ranks on this machine need a GPU each, and rank {launch.Rank} sees {visible}; start fewer, or show each rank a GPU of its own in CUDA_VISIBLE_DEVICES."
            );
    }

    /// <summary>Makes a GPU the current one of this thread and of the libraries that it calls.</summary>
    /// <exception cref="BadInputException">There is no CUDA runtime, or it refuses.</exception>
    public static void MakeCurrent(int index)
    {
        foreach (string file in Runtimes)
        {
            if (
                NativeLibrary.TryLoad(file, out nint library)
                && NativeLibrary.TryGetExport(library, "cudaSetDevice", out nint set)
            )
            {
                int answer = ((delegate* unmanaged[Cdecl]<int, int>)set)(index);
                if (answer != Success)
                {
                    throw new BadInputException($"The GPU {index} cannot be used: cudaSetDevice answered {answer}.");
                }

                return;
            }
        }

        throw new BadInputException(
            $"A rank cannot choose its GPU: none of {string.Join(", ", Runtimes)} can be loaded; show each rank a GPU of its own in CUDA_VISIBLE_DEVICES."
        );
    }
}
