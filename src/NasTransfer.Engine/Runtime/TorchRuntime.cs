using System.Collections.Immutable;

namespace NasTransfer.Engine.Runtime;

public enum InstructionSet
{
    /// <summary>x86-64 is pinned to AVX2, so that two machines give the same bits.</summary>
    Portable,

    /// <summary>Everything that the processor has: faster, and not bit-equal between machines.</summary>
    Native,
}

/// <summary>How libtorch is set up, once a process, before its first use.</summary>
public sealed record RuntimeOptions
{
    /// <summary>cpu or cuda.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Intra-op threads. One is bit-exact; parallelism is across processes.</summary>
    public int Threads { get; init; } = 1;

    public InstructionSet InstructionSet { get; init; } = InstructionSet.Portable;
}

/// <summary>What was set, for reports: ordered pairs of name and value.</summary>
public sealed record RuntimeEnvironment(ImmutableArray<KeyValuePair<string, string>> Values);

/// <summary>The one start-up call of everything that uses libtorch.</summary>
public static class TorchRuntime
{
    /// <exception cref="BadInputException">The device is unknown or not there, or libtorch runs already with other options.</exception>
    public static RuntimeEnvironment Start(RuntimeOptions options) =>
        throw new NotImplementedException("lands with the engine");
}
