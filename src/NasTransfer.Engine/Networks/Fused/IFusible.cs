namespace NasTransfer.Engine.Networks.Fused;

/// <summary>A module whose weights a fused operation can compute with.</summary>
internal interface IFusible
{
    /// <param name="inputs">How many states of equal width are concatenated to its input.</param>
    FusedOperation Fuse(int inputs = 1);
}
