namespace NasTransfer.Engine.Networks.Fused;

/// <summary>A state of a cell in one pass: its feature maps, and the gradient that gathers while the pass goes back.</summary>
internal sealed class FusedState(FeatureMap map)
{
    private FeatureMap? gradient;

    public FeatureMap Map { get; } = map;

    public FeatureMap Gradient(Pass pass) => gradient ??= pass.Arena.TakeZeros(Map);
}
