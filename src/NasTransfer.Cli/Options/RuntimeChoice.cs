using System.CommandLine;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Runtime.Collectives;

namespace NasTransfer.Cli.Options;

/// <summary>How libtorch runs: <c>--device</c>, <c>--threads</c>, <c>--isa</c>.</summary>
internal static class RuntimeChoice
{
    private static readonly RuntimeOptions Defaults = new();

    private static readonly Setting<string> Device = Setting<string>.Of(
        "--device",
        "cpu or cuda; where cuda cannot be used, asking for it is an error.",
        Defaults.Device
    );

    private static readonly Setting<int> Threads = Setting<int>.Of(
        "--threads",
        "Threads within an operation; 1 is bit-exact, 0 takes the cores that a rank may use.",
        Defaults.Threads
    );

    private static readonly Setting<InstructionSet> Isa = Setting<InstructionSet>.Of(
        "--isa",
        "portable pins x86-64 to AVX2 and is bit-exact between machines; native is faster.",
        Defaults.InstructionSet
    );

    public static void AddTo(Command command)
    {
        command.Add(Device);
        command.Add(Threads);
        command.Add(Isa);
    }

    /// <summary>Starts libtorch as the command line asks.</summary>
    /// <exception cref="Engine.BadInputException">The device is not there, or a value is out of range.</exception>
    public static RuntimeEnvironment Start(ParseResult parsed) => Start(parsed, Launch.Alone);

    /// <summary>The same in one of several ranks, which share the machine's cores and GPUs.</summary>
    /// <exception cref="Engine.BadInputException">The device is not there, or a value is out of range.</exception>
    public static RuntimeEnvironment Start(ParseResult parsed, Launch launch) =>
        TorchRuntime.Start(
            new RuntimeOptions
            {
                Device = parsed.Get(Device),
                Threads = parsed.Get(Threads) is not 0 and var threads ? threads : launch.ThreadsPerRank(),
                InstructionSet = parsed.Get(Isa),
                Launch = launch,
            }
        );
}
