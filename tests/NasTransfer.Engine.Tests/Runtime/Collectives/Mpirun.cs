using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace NasTransfer.Engine.Tests.Runtime.Collectives;

/// <summary>How a launcher ended, and what it wrote.</summary>
internal sealed record Launched(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}

/// <summary>
/// Starts ranks of a program under the launcher of one MPI family, on this machine and its loopback interface alone, for a
/// limited time.
/// </summary>
/// <param name="Command">As Debian calls it.</param>
internal sealed record Mpirun(string Command)
{
    // A launch takes 2 to 5 s on an idle machine.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(100);

    public static Mpirun OpenMpi { get; } = new("mpirun.openmpi");

    public static Mpirun Mpich { get; } = new("mpirun.mpich");

    public static ImmutableArray<Mpirun> Both { get; } = [OpenMpi, Mpich];

    // Nothing leaves the machine, ranks share its few cores, and root may run them in a container.
    private static readonly (string Name, string Value)[] Settings =
    [
        ("OMPI_ALLOW_RUN_AS_ROOT", "1"),
        ("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1"),
        ("OMPI_MCA_btl", "self,vader"),
        ("OMPI_MCA_pml", "ob1"),
        ("OMPI_MCA_oob_tcp_if_include", "lo"),
        ("OMPI_MCA_rmaps_base_oversubscribe", "1"),
        ("OMPI_MCA_hwloc_base_binding_policy", "none"),
        ("OMPI_MCA_mpi_yield_when_idle", "1"),
        ("HYDRA_IFACE", "lo"),
        ("UCX_TLS", "self,sm"),
        ("TERM", "dumb"),
    ];

    /// <summary>Ignores the test where the launcher is missing, but for CI, which installs it.</summary>
    public void Require() => Require(Command);

    /// <summary>The same for any command.</summary>
    public static void Require(string command)
    {
        bool isThere = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, command)));
        if (isThere)
        {
            return;
        }

        string message = $"{command} is not installed, which tests of several ranks need.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(message);
        }

        Assert.Ignore(message);
    }

    /// <summary>Runs to the end; a launcher that takes too long is killed with all that it started, and fails the test.</summary>
    /// <param name="program">A .NET assembly and its arguments.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    public Launched Run(int ranks, string[] program, params (string Name, string Value)[] environment)
    {
        using Process process = Begin(ranks, program, environment);
        return End(process);
    }

    /// <summary>Starts the ranks and returns at once.</summary>
    public Process Begin(int ranks, string[] program, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(
            Command,
            ["-np", ranks.ToString(CultureInfo.InvariantCulture), "dotnet", .. program]
        )
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Settings.Concat(environment))
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public static Launched End(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            Assert.Fail($"The launcher did not end within {Limit.TotalSeconds:F0} s.\n{output.Result}\n{error.Result}");
        }

        return new Launched(process.ExitCode, output.Result, error.Result);
    }
}
