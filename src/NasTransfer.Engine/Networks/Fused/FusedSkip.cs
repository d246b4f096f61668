namespace NasTransfer.Engine.Networks.Fused;

/// <summary>skip_connect at stride 1: the state itself.</summary>
internal sealed unsafe class FusedSkip(int channels)
    : FusedOperation(new FusedNorm(null, channels), channels, stride: 1)
{
    public override void Backward(ReadOnlySpan<FusedState> inputs, FeatureMap gradient, float[]? factors, Pass pass)
    {
        FeatureMap target = inputs[0].Gradient(pass);
        float* scale = Norm.K1;
        for (int image = 0; image < gradient.Images; image++)
        {
            // K1 is the weight of the edge in every channel.
            TileKernel.AddWeighted(
                gradient.Image(image),
                scale[0] * (factors?[image] ?? 1),
                gradient.ImageSize,
                target.Image(image)
            );
        }
    }

    protected override FeatureMap Compute(ReadOnlySpan<FusedState> inputs, Pass pass) => inputs[0].Map;
}
