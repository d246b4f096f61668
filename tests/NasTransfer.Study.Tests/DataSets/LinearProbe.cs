using NasTransfer.Engine.Data;
using static TorchSharp.torch;

namespace NasTransfer.Study.Tests.DataSets;

/// <summary>
/// The best that a linear model makes of a set: ridge regression onto one-hot labels, at the strength of regularisation that
/// does best on the test images themselves, which flatters it.
/// </summary>
internal static class LinearProbe
{
    private static readonly double[] Strengths = [0.01, 0.1, 1, 10, 100, 1000, 10_000];

    /// <summary>Every byte of an image.</summary>
    public static float[] Pixels(ImageSet set, int image)
    {
        ReadOnlySpan<byte> pixels = set.Pixels(image);
        float[] features = new float[pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            features[i] = pixels[i] / 255f;
        }

        return features;
    }

    /// <summary>The mean of each channel.</summary>
    public static float[] MeanColour(ImageSet set, int image)
    {
        float[] features = new float[ImageSet.Channels];
        float[] pixels = Pixels(set, image);
        for (int i = 0; i < pixels.Length; i++)
        {
            features[i % features.Length] += pixels[i] / (pixels.Length / features.Length);
        }

        return features;
    }

    /// <summary>Top-1 in percent on the test images.</summary>
    public static double Top1(ImageSplits images, Func<ImageSet, int, float[]> features)
    {
        using var scope = NewDisposeScope();
        Tensor train = Matrix(images.Train, features);
        Tensor test = Matrix(images.Test, features);
        Tensor mean = train.mean([0]);
        Tensor deviation = train.std(0) + 1e-6;
        train = (train - mean) / deviation;
        test = (test - mean) / deviation;
        Tensor wanted =
            nn.functional.one_hot(Labels(images.Train), images.Train.Classes.Length).to(ScalarType.Float64)
            - 1.0 / images.Train.Classes.Length;
        Tensor labels = Labels(images.Test);
        Tensor gram = train.t().matmul(train);
        Tensor right = train.t().matmul(wanted);
        return Strengths.Max(strength =>
        {
            Tensor weights = linalg.solve(gram + strength * eye(gram.shape[0], dtype: ScalarType.Float64), right);
            Tensor hits = test.matmul(weights).argmax(1).eq(labels);
            return 100 * hits.to(ScalarType.Float64).mean().item<double>();
        });
    }

    private static Tensor Matrix(ImageSet set, Func<ImageSet, int, float[]> features)
    {
        float[][] rows = [.. Enumerable.Range(0, set.Count).Select(image => features(set, image))];
        return tensor(rows.SelectMany(row => row).ToArray()).reshape(set.Count, -1).to(ScalarType.Float64);
    }

    private static Tensor Labels(ImageSet set) =>
        tensor(Enumerable.Range(0, set.Count).Select(image => (long)set.Label(image)).ToArray());
}
