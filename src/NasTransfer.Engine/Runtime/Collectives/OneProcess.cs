using static TorchSharp.torch;

namespace NasTransfer.Engine.Runtime.Collectives;

/// <summary>A process of its own: nothing to exchange, and no library.</summary>
public sealed class OneProcess : ICollective
{
    private OneProcess() { }

    public static OneProcess Instance { get; } = new();

    public int Rank => 0;

    public int Size => 1;

    public string Transport => "none";

    public void Sum(Tensor values) { }

    public void Sum(Span<double> values) { }

    public void Broadcast(Tensor values, int root = 0) { }

    public void Broadcast(Span<byte> bytes, int root = 0) { }

    public void Barrier() { }
}
