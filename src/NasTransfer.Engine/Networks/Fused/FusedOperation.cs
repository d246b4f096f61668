namespace NasTransfer.Engine.Networks.Fused;

/// <summary>
/// An operation as the fused network computes it: up to its last normalisation, which is left to whoever sums edges into a
/// node. It holds what one pass leaves for the way back.
/// </summary>
/// <param name="channels">Of the output.</param>
/// <param name="stride">1 or 2: the size of the input over that of the output, rounded up.</param>
internal abstract class FusedOperation(FusedNorm norm, int channels, int stride) : IDisposable
{
    private FeatureMap? output;

    protected int Stride { get; } = stride;

    /// <summary>The last normalisation: the operation's value is Scale·Output + Shift.</summary>
    public FusedNorm Norm { get; } = norm;

    /// <summary>What the last normalisation reads.</summary>
    public FeatureMap Output => output ?? throw new InvalidOperationException("The operation has not been computed.");

    /// <summary>Feature maps of the output's shape.</summary>
    public FeatureMap Take(FeatureMap input, Pass pass) => pass.Arena.Take(input, channels, Stride);

    /// <param name="inputs">One state, or the nodes whose concatenation is the input.</param>
    public void Forward(ReadOnlySpan<FusedState> inputs, Pass pass)
    {
        Norm.Begin(pass.Training);
        output = Compute(inputs, pass);
        Norm.End();
    }

    /// <summary>
    /// Adds to the gradients of the inputs and of the weights. <see cref="Norm"/> has taken in the gradient before.
    /// </summary>
    /// <param name="gradient">Of the operation's value, to be scaled by <paramref name="factors"/>.</param>
    /// <param name="factors">One an image (drop path); null for 1.</param>
    public abstract void Backward(ReadOnlySpan<FusedState> inputs, FeatureMap gradient, float[]? factors, Pass pass);

    public virtual void Dispose() => Norm.Dispose();

    /// <summary>Computes what <see cref="Norm"/> reads, and lets it take in every image.</summary>
    protected abstract FeatureMap Compute(ReadOnlySpan<FusedState> inputs, Pass pass);
}
