using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using NasTransfer.Engine;

namespace NasTransfer.Study.Execution.Workers;

/// <summary>The program that a worker process runs, and what it is started with.</summary>
/// <param name="Assembly">
/// Path of a .NET program that hands its standard input and output to a <see cref="Worker"/>. Its runtimeconfig.json lies
/// beside it.
/// </param>
/// <param name="Arguments">What it needs to find the images of units again.</param>
public sealed record WorkerProgram(string Assembly, ImmutableArray<string> Arguments)
{
    /// <exception cref="BadInputException">There is no such program.</exception>
    internal void Check()
    {
        string configuration = Path.ChangeExtension(Assembly, ".runtimeconfig.json");
        string? missing = ((string[])[Assembly, configuration]).FirstOrDefault(file => !File.Exists(file));
        if (missing is not null)
        {
            throw new BadInputException(
                $"The worker program needs {missing}, which is not there; build the project again."
            );
        }
    }

    /// <summary>The command that starts it.</summary>
    internal ImmutableArray<string> CommandLine => [Host(), Assembly, .. Arguments];

    internal ProcessStartInfo StartInfo() =>
        new(CommandLine[0], CommandLine.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };

    // The host of the runtime that this process runs on lies three folders above it:
    // dotnet, shared/Microsoft.NETCore.App/10.0.0. A self-contained program has none, and takes that of the PATH.
    private static string Host()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string own = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(own) ? own : name;
    }
}
