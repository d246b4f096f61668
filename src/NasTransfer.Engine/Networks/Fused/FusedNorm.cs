using TorchSharp.Modules;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>
/// Batch normalisation of one set of feature maps as y = scale·z + shift with one pair a channel, so that whatever reads z
/// normalises it on the way. Statistics are taken of an image while it lies in the cache.
/// </summary>
internal sealed unsafe class FusedNorm : IDisposable
{
    private const double Epsilon = 1e-5;
    private const double Momentum = 0.1;

    private readonly BatchNorm2d? norm;
    private readonly int channels;
    private readonly int padded;
    private readonly NativeBlock<float> floats;
    private readonly NativeBlock<double> doubles;

    // Mean and summed squared deviation of one image.
    private readonly float* ofImage;

    // Over the images so far: pixels a channel, mean, summed squared deviation; backward: Σ g, Σ g·z.
    private readonly double* mean;
    private readonly double* deviation;
    private readonly double* inverse;
    private readonly double* sum;
    private readonly double* sumZ;
    private long seen;

    /// <param name="norm">Null where nothing is normalised: scale 1, shift 0.</param>
    public FusedNorm(BatchNorm2d? norm, int channels)
    {
        this.norm = norm;
        this.channels = channels;
        padded = FeatureMap.BlocksOf(channels) * FeatureMap.Lanes;
        floats = new NativeBlock<float>(7 * padded).Cleared();
        doubles = new NativeBlock<double>(5 * padded).Cleared();
        Scale = floats.Start;
        Shift = Scale + padded;
        K1 = Shift + padded;
        K2 = K1 + padded;
        K3 = K2 + padded;
        ofImage = K3 + padded;
        mean = doubles.Start;
        deviation = mean + padded;
        inverse = deviation + padded;
        sum = inverse + padded;
        sumZ = sum + padded;
    }

    /// <summary>One value a channel, zero where channels only fill up a block.</summary>
    public float* Scale { get; }

    public float* Shift { get; }

    /// <summary>dz = K1·g + K2·z + K3, known after <see cref="EndBackward"/>.</summary>
    public float* K1 { get; }

    public float* K2 { get; }

    public float* K3 { get; }

    /// <summary>Nothing is normalised.</summary>
    public bool IsIdentity => norm is null;

    /// <summary>Whether this pass takes statistics of the batch; otherwise the running ones count.</summary>
    public bool TakesStatistics { get; private set; }

    /// <summary>Begins a forward pass.</summary>
    public void Begin(bool training)
    {
        TakesStatistics = norm is not null && (training || norm.running_mean is null);
        if (TakesStatistics)
        {
            seen = 0;
            new Span<double>(mean, 2 * padded).Clear();
            return;
        }

        if (norm is null)
        {
            new Span<float>(Scale, channels).Fill(1);
            return;
        }

        ReadOnlySpan<float> runningMean = TensorMemory.Floats(norm.running_mean!);
        ReadOnlySpan<float> runningVariance = TensorMemory.Floats(norm.running_var!);
        for (int c = 0; c < channels; c++)
        {
            (mean[c], inverse[c]) = (runningMean[c], 1 / Math.Sqrt(runningVariance[c] + Epsilon));
        }

        SetScales();
    }

    /// <summary>Takes in one image of what is to be normalised.</summary>
    public void Add(float* image, int pixels)
    {
        if (!TakesStatistics)
        {
            return;
        }

        for (int block = 0; block < padded; block += FeatureMap.Lanes)
        {
            TileKernel.Statistics(image + (long)block * pixels, pixels, ofImage + block, ofImage + padded + block);
        }

        // Chan, Golub and LeVeque: statistics of a union from those of its parts.
        double total = seen + pixels;
        for (int c = 0; c < channels; c++)
        {
            double difference = ofImage[c] - mean[c];
            mean[c] += difference * pixels / total;
            deviation[c] += ofImage[padded + c] + difference * difference * seen * pixels / total;
        }

        seen += pixels;
    }

    /// <summary>All images have been taken in: <see cref="Scale"/> and <see cref="Shift"/> are known.</summary>
    public void End()
    {
        if (!TakesStatistics)
        {
            return;
        }

        for (int c = 0; c < channels; c++)
        {
            inverse[c] = 1 / Math.Sqrt(deviation[c] / seen + Epsilon);
        }

        SetScales();
        if (norm!.running_mean is not null)
        {
            UpdateRunning();
        }
    }

    public void BeginBackward() => new Span<double>(sum, 2 * padded).Clear();

    /// <summary>Takes in one image of the gradient after the normalisation, times <paramref name="weight"/>.</summary>
    public void AddGradient(float* g, float* z, int pixels, float weight)
    {
        for (int block = 0; block < padded; block += FeatureMap.Lanes)
        {
            TileKernel.AddSums(
                g + (long)block * pixels,
                z + (long)block * pixels,
                weight,
                pixels,
                sum + block,
                sumZ + block
            );
        }
    }

    /// <summary>Where a kernel adds Σ g of a block itself.</summary>
    public double* Sum(int block) => sum + block * FeatureMap.Lanes;

    /// <summary>Where a kernel adds Σ g·z of a block itself.</summary>
    public double* SumZ(int block) => sumZ + block * FeatureMap.Lanes;

    /// <summary>Σ g·y: the gradient of a weight that the value is multiplied by.</summary>
    public double Project()
    {
        double all = 0;
        for (int c = 0; c < channels; c++)
        {
            all += Scale[c] * sumZ[c] + Shift[c] * sum[c];
        }

        return all;
    }

    /// <summary>
    /// All images have been taken in: <see cref="K1"/> … <see cref="K3"/> are known, and the gradients of the affine
    /// weights are added to theirs.
    /// </summary>
    /// <param name="weight">α of a mixture: what the gradients that were taken in are still to be scaled by.</param>
    public void EndBackward(long count, double weight)
    {
        AddAffineGradients(weight);
        if (!TakesStatistics)
        {
            // Statistics that are given have no gradient.
            for (int c = 0; c < channels; c++)
            {
                (K1[c], K2[c], K3[c]) = ((float)(weight * Scale[c]), 0, 0);
            }

            return;
        }

        for (int c = 0; c < channels; c++)
        {
            // dz = γ·r·(g − mean(g) − ẑ·mean(g·ẑ)),  ẑ = (z − μ)·r
            double r = inverse[c];
            double k1 = weight * Scale[c];
            double projected = r * (sumZ[c] - mean[c] * sum[c]) / count;
            double k2 = -k1 * r * projected;
            K1[c] = (float)k1;
            K2[c] = (float)k2;
            K3[c] = (float)(-k1 * sum[c] / count - k2 * mean[c]);
        }
    }

    /// <summary>One image of the gradient before the normalisation, from that after it.</summary>
    /// <param name="output">What is normalised.</param>
    /// <param name="factor">What <paramref name="gradient"/> is still to be scaled by, of this image.</param>
    public void Gradient(FeatureMap gradient, FeatureMap output, int image, float factor, float* target)
    {
        for (int block = 0; block < output.Blocks; block++)
        {
            int channel = block * FeatureMap.Lanes;
            int at = block * output.BlockSize;
            TileKernel.NormGradient(
                gradient.Image(image) + at,
                output.Image(image) + at,
                K1 + channel,
                K2 + channel,
                K3 + channel,
                factor,
                output.Pixels,
                target + at
            );
        }
    }

    public void Dispose()
    {
        floats.Dispose();
        doubles.Dispose();
    }

    private void SetScales()
    {
        ReadOnlySpan<float> gamma = norm!.weight is null ? default : TensorMemory.Floats(norm.weight);
        ReadOnlySpan<float> beta = norm.bias is null ? default : TensorMemory.Floats(norm.bias);
        for (int c = 0; c < channels; c++)
        {
            double scale = inverse[c] * (gamma.IsEmpty ? 1 : gamma[c]);
            Scale[c] = (float)scale;
            Shift[c] = (float)((beta.IsEmpty ? 0 : beta[c]) - mean[c] * scale);
        }
    }

    // As libtorch: the unbiased variance runs, the biased one normalises.
    private void UpdateRunning()
    {
        Span<float> runningMean = TensorMemory.Floats(norm!.running_mean!);
        Span<float> runningVariance = TensorMemory.Floats(norm.running_var!);
        for (int c = 0; c < channels; c++)
        {
            double variance = deviation[c] / Math.Max(seen - 1, 1);
            runningMean[c] = (float)((1 - Momentum) * runningMean[c] + Momentum * mean[c]);
            runningVariance[c] = (float)((1 - Momentum) * runningVariance[c] + Momentum * variance);
        }

        TensorMemory.CountBatch(norm);
    }

    private void AddAffineGradients(double weight)
    {
        if (norm?.weight is not { requires_grad: true })
        {
            return;
        }

        Span<float> gamma = TensorMemory.Gradient(norm.weight);
        Span<float> beta = TensorMemory.Gradient(norm.bias!);
        for (int c = 0; c < channels; c++)
        {
            gamma[c] += (float)(weight * inverse[c] * (sumZ[c] - mean[c] * sum[c]));
            beta[c] += (float)(weight * sum[c]);
        }
    }
}
