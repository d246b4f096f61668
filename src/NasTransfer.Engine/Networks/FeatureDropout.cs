using NasTransfer.Engine.Randomness;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Networks;

/// <summary>
/// Dropout before the classifier: each feature is zeroed with probability p and scaled by 1/(1 − p) otherwise.
/// </summary>
/// <param name="probability">p.</param>
/// <param name="draws">A stream of this step alone.</param>
public sealed class FeatureDropout(double probability, CounterRandom draws)
{
    /// <param name="features">N×F.</param>
    public Tensor Apply(Tensor features)
    {
        double keep = 1 - probability;
        var mask = new float[features.numel()];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = draws.NextDouble() < keep ? (float)(1 / keep) : 0;
        }

        return features * tensor(mask, features.shape, device: features.device);
    }
}
