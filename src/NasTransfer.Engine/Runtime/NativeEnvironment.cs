using System.Runtime.InteropServices;

namespace NasTransfer.Engine.Runtime;

/// <summary>
/// Environment variables as native code sees them. <see cref="Environment.SetEnvironmentVariable(string, string)"/>
/// changes .NET's copy only.
/// </summary>
internal static partial class NativeEnvironment
{
    public static void Set(string name, string value)
    {
        int failure = OperatingSystem.IsWindows() ? PutEnvironment(name, value) : SetEnvironment(name, value, 1);
        if (failure != 0)
        {
            throw new InvalidOperationException($"The environment variable {name} could not be set for native code.");
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport("ucrtbase", EntryPoint = "_putenv_s", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int PutEnvironment(string name, string value);
}
