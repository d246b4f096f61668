using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace NasTransfer.Engine.Runtime;

/// <summary>The processor, as it names itself.</summary>
internal static partial class Processor
{
    // _SC_NPROCESSORS_ONLN of unistd.h.
    private static readonly int OnlineProcessors = OperatingSystem.IsMacOS() ? 58 : 84;

    private const int FirstBrandLeaf = unchecked((int)0x80000002);
    private const int BrandLeaves = 3;

    /// <summary>Logical cores of the machine, of which this process may be allowed a part only.</summary>
    public static int Cores() =>
        OperatingSystem.IsWindows() ? Environment.ProcessorCount : (int)SystemConfiguration(OnlineProcessors);

    public static string Name()
    {
        if (!X86Base.IsSupported)
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }

        var brand = new StringBuilder();
        for (int leaf = 0; leaf < BrandLeaves; leaf++)
        {
            var (eax, ebx, ecx, edx) = X86Base.CpuId(FirstBrandLeaf + leaf, 0);
            foreach (int register in (int[])[eax, ebx, ecx, edx])
            {
                brand.Append(Encoding.ASCII.GetString(BitConverter.GetBytes(register)));
            }
        }

        return brand.ToString().Replace("\0", "", StringComparison.Ordinal).Trim();
    }

    [LibraryImport("libc", EntryPoint = "sysconf")]
    private static partial nint SystemConfiguration(int name);
}
