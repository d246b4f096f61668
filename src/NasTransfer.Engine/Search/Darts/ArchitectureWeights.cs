using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Search.Darts;

/// <summary>α: one row an edge, one column a primitive (14×8), for the normal and for the reduction cell.</summary>
internal sealed class ArchitectureWeights : IDisposable
{
    // The DARTS code starts from 1e-3·N(0, 1).
    private const double InitialScale = 1e-3;

    private static readonly int Primitives = Enum.GetValues<Primitive>().Length;

    private readonly Parameter normal;
    private readonly Parameter reduce;

    public ArchitectureWeights(ulong seed)
    {
        normal = Draw(seed, "alpha/normal");
        reduce = Draw(seed, "alpha/reduce");
        Flat = new FlatParameters([normal, reduce]);
    }

    public FlatParameters Flat { get; }

    /// <summary>softmax over the primitives, none included; 14×8 each.</summary>
    public (Tensor Normal, Tensor Reduce) Probabilities() => (normal.softmax(-1), reduce.softmax(-1));

    /// <summary>The raw values, 14 rows of 8 each.</summary>
    public (double[][] Normal, double[][] Reduce) Values() => (Rows(normal), Rows(reduce));

    public void Dispose()
    {
        Flat.Dispose();
        normal.Dispose();
        reduce.Dispose();
    }

    private static Parameter Draw(ulong seed, string purpose)
    {
        var draws = new CounterRandom(seed, purpose);
        var values = new float[SearchSpace.Edges * Primitives];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(InitialScale * draws.NextGaussian());
        }

        return new Parameter(tensor(values, [SearchSpace.Edges, Primitives], device: TorchRuntime.Device));
    }

    private static double[][] Rows(Parameter alpha)
    {
        using Tensor values = alpha.detach().cpu();
        float[] flat = values.data<float>().ToArray();
        return [.. flat.Chunk(Primitives).Select(row => (double[])[.. row.Select(value => (double)value)])];
    }
}
