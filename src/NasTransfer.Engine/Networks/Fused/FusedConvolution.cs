namespace NasTransfer.Engine.Networks.Fused;

/// <summary>A dilated convolution: one stage.</summary>
internal sealed class FusedConvolution(ConvolutionStage stage, FusedNorm norm, int channels, int stride)
    : FusedOperation(norm, channels, stride)
{
    public override void Backward(ReadOnlySpan<FusedState> inputs, FeatureMap gradient, float[]? factors, Pass pass) =>
        stage.Backward(inputs[0].Map, null, Output, gradient, factors, inputs[0].Gradient(pass), pass);

    public override void Dispose()
    {
        stage.Dispose();
        base.Dispose();
    }

    protected override FeatureMap Compute(ReadOnlySpan<FusedState> inputs, Pass pass) =>
        stage.Forward(inputs[0].Map, null, pass);
}

/// <summary>A separable convolution: two stages, of which the second normalises what the first has left.</summary>
internal sealed class FusedSeparable(
    ConvolutionStage first,
    FusedNorm between,
    ConvolutionStage second,
    FusedNorm norm,
    int channels,
    int stride
) : FusedOperation(norm, channels, stride)
{
    private FeatureMap? middle;

    public override void Backward(ReadOnlySpan<FusedState> inputs, FeatureMap gradient, float[]? factors, Pass pass)
    {
        FeatureMap y = middle!;
        FeatureMap ofMiddle = pass.Borrow(y);
        between.BeginBackward();
        second.Backward(y, between, Output, gradient, factors, ofMiddle, pass);
        between.EndBackward(y.Count, weight: 1);
        first.Backward(inputs[0].Map, null, y, ofMiddle, null, inputs[0].Gradient(pass), pass);
    }

    public override void Dispose()
    {
        first.Dispose();
        between.Dispose();
        second.Dispose();
        base.Dispose();
    }

    protected override FeatureMap Compute(ReadOnlySpan<FusedState> inputs, Pass pass)
    {
        between.Begin(pass.Training);
        middle = first.Forward(inputs[0].Map, null, pass);
        between.End();
        return second.Forward(middle, between, pass);
    }
}
