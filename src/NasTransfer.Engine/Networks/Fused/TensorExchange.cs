using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>Between libtorch's tensors and blocks of eight channels.</summary>
internal static unsafe class TensorExchange
{
    private const int Lanes = FeatureMap.Lanes;

    /// <param name="tensor">N×C×H×W in any strides.</param>
    public static FeatureMap Import(Tensor tensor, Arena arena)
    {
        long[] shape = tensor.shape;
        FeatureMap map = arena.Take((int)shape[0], (int)shape[1], (int)shape[2], (int)shape[3]);
        new Span<float>(map.Data, checked(map.Images * map.ImageSize)).Clear();
        Copy(tensor, map, adds: false);
        return map;
    }

    /// <summary>Adds the gradient of <see cref="Export"/>'s result to the states'.</summary>
    public static void AddGradient(Tensor gradient, FusedState[] states, Pass pass)
    {
        int first = 0;
        foreach (FusedState state in states)
        {
            using Tensor part = gradient.narrow(1, first, state.Map.Channels);
            Copy(part, state.Gradient(pass), adds: true);
            first += state.Map.Channels;
        }
    }

    /// <summary>A feature map in the layout of what it is the gradient of: libtorch is slow where the two differ.</summary>
    public static Tensor ExportGradient(FeatureMap map, MemoryLayout layout)
    {
        if (layout == MemoryLayout.ChannelsFirst)
        {
            return Export([new FusedState(map)]);
        }

        Tensor tensor = empty([map.Images, map.Height, map.Width, map.Channels]);
        fixed (float* values = TensorMemory.Floats(tensor))
        {
            for (int image = 0; image < map.Images; image++)
            {
                for (int block = 0; block < map.Blocks; block++)
                {
                    CopyToPixels(
                        map.Image(image) + block * map.BlockSize,
                        values + (long)image * map.Pixels * map.Channels + block * Lanes,
                        map,
                        Math.Min(Lanes, map.Channels - block * Lanes)
                    );
                }
            }
        }

        return tensor.permute(0, 3, 1, 2);
    }

    /// <summary>The concatenation of the states: N×C×H×W.</summary>
    public static Tensor Export(FusedState[] states)
    {
        FeatureMap like = states[0].Map;
        int channels = states.Sum(state => state.Map.Channels);
        Tensor tensor = empty([like.Images, channels, like.Height, like.Width]);
        fixed (float* values = TensorMemory.Floats(tensor))
        {
            for (int image = 0; image < like.Images; image++)
            {
                float* plane = values + (long)image * channels * like.Pixels;
                foreach (FusedState state in states)
                {
                    for (int channel = 0; channel < state.Map.Channels; channel++, plane += like.Pixels)
                    {
                        float* from = Channel(state.Map, image, channel);
                        for (int p = 0; p < like.Pixels; p++)
                        {
                            plane[p] = from[p * Lanes];
                        }
                    }
                }
            }
        }

        return tensor;
    }

    /// <summary>The mean over the pixels of every channel of the states: N×C.</summary>
    public static Tensor Mean(FusedState[] states)
    {
        int images = states[0].Map.Images;
        int channels = states.Sum(state => state.Map.Channels);
        Tensor tensor = empty([images, channels]);
        Span<float> values = TensorMemory.Floats(tensor);
        float* sums = stackalloc float[Lanes];
        int at = 0;
        for (int image = 0; image < images; image++)
        {
            foreach (FeatureMap map in states.Select(state => state.Map))
            {
                for (int block = 0; block < map.Blocks; block++)
                {
                    TileKernel.Sum(map.Image(image) + block * map.BlockSize, map.Pixels, sums);
                    for (int lane = 0; lane < Math.Min(Lanes, map.Channels - block * Lanes); lane++)
                    {
                        values[at++] = sums[lane] / map.Pixels;
                    }
                }
            }
        }

        return tensor;
    }

    /// <summary>Adds the gradient of <see cref="Mean"/>'s result to the states'.</summary>
    public static void AddMeanGradient(Tensor gradient, FusedState[] states, Pass pass)
    {
        using Tensor contiguous = gradient.contiguous();
        ReadOnlySpan<float> values = TensorMemory.Floats(contiguous);
        int images = states[0].Map.Images;
        int at = 0;
        for (int image = 0; image < images; image++)
        {
            foreach (FeatureMap map in states.Select(state => state.Gradient(pass)))
            {
                for (int channel = 0; channel < map.Channels; channel++)
                {
                    float each = values[at++] / map.Pixels;
                    float* to = Channel(map, image, channel);
                    for (int p = 0; p < map.Pixels; p++)
                    {
                        to[p * Lanes] += each;
                    }
                }
            }
        }
    }

    // One block of one image: vectors where its channels fill them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyToPixels(float* from, float* to, FeatureMap map, int channels)
    {
        for (int p = 0; p < map.Pixels; p++, from += Lanes, to += map.Channels)
        {
            if (channels == Lanes)
            {
                Vector256.Load(from).Store(to);
                continue;
            }

            for (int lane = 0; lane < channels; lane++)
            {
                to[lane] = from[lane];
            }
        }
    }

    private static void Copy(Tensor tensor, FeatureMap map, bool adds)
    {
        using Tensor contiguous = tensor.detach().contiguous();
        fixed (float* values = TensorMemory.Floats(contiguous))
        {
            float* plane = values;
            for (int image = 0; image < map.Images; image++)
            {
                for (int channel = 0; channel < map.Channels; channel++, plane += map.Pixels)
                {
                    float* to = Channel(map, image, channel);
                    for (int p = 0; p < map.Pixels; p++)
                    {
                        to[p * Lanes] = plane[p] + (adds ? to[p * Lanes] : 0);
                    }
                }
            }
        }
    }

    private static float* Channel(FeatureMap map, int image, int channel) =>
        map.Image(image) + (long)(channel / Lanes) * map.BlockSize + channel % Lanes;
}
