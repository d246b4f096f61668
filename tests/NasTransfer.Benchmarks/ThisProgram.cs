using System.Diagnostics;

namespace NasTransfer.Benchmarks;

/// <summary>This program once more, as a process of its own.</summary>
internal static class ThisProgram
{
    public static ProcessStartInfo With(params string[] arguments)
    {
        string host = Environment.ProcessPath!;
        // `dotnet run` starts the program's own executable, `dotnet exec` the runtime with the assembly as its argument.
        bool isRuntime = Path.GetFileNameWithoutExtension(host) == "dotnet";
        return new ProcessStartInfo(host, isRuntime ? [typeof(ThisProgram).Assembly.Location, .. arguments] : arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
    }
}
