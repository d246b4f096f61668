using NasTransfer.Engine.Tests.Networks.Reference;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Engine.Tests.Networks.Fused;

/// <summary>How far two ways of computing the same lie apart.</summary>
internal static class Gradients
{
    public const double Tolerance = 1e-4;

    /// <summary>‖a − b‖ ≤ tolerance·‖b‖.</summary>
    public static void AssertClose(Tensor actual, Tensor expected, double tolerance, string what)
    {
        double distance = Distance(actual, expected);
        Assert.That(distance, Is.LessThanOrEqualTo(tolerance), what);
    }

    /// <summary>
    /// Where a ReLU's input lies within rounding of zero, two right computations take its gradient from different sides and
    /// differ by 1e-3 from there on. That is a matter of the batch: of several, one has to be free of it, in which every
    /// gradient agrees. What is wrong is wrong in all.
    /// </summary>
    /// <param name="distances">By batch: how far each gradient is off, relative to its norm.</param>
    public static void AssertCloseForOneBatch(Func<ulong, IEnumerable<(string Name, double Off)>> distances)
    {
        const int batches = 12;
        (string Name, double Off) best = ("", double.PositiveInfinity);
        for (ulong seed = 0; seed < batches && !(best.Off <= Tolerance); seed++)
        {
            (string Name, double Off) worst = distances(seed).MaxBy(one => double.IsNaN(one.Off) ? 1e9 : one.Off);
            best = worst.Off < best.Off ? worst : best;
        }

        Assert.That(best.Off, Is.LessThanOrEqualTo(Tolerance), best.Name);
    }

    /// <summary>Every weight's gradient, relative to its norm; where that is next to nothing, to what is typical.</summary>
    public static IEnumerable<(string Name, double Off)> Distances(Module network, ReferenceForm reference)
    {
        double typical = Math.Sqrt(reference.Weights.Average(named => Square(named.Value.grad)));
        foreach (var (name, parameter) in network.named_parameters())
        {
            Tensor? expected = reference.Weight(name).grad;
            double off = Math.Sqrt(
                expected is null ? Square(parameter.grad)
                : parameter.grad is null ? Square(expected)
                : Square(parameter.grad.to(ScalarType.Float64) - expected.to(ScalarType.Float64))
            );
            yield return (name, off / Math.Max(Math.Sqrt(Square(expected)), 1e-2 * typical));
        }
    }

    public static double Distance(Tensor actual, Tensor expected)
    {
        Tensor b = expected.detach().to(ScalarType.Float64);
        Tensor off = actual.detach().to(ScalarType.Float64) - b;
        return Math.Sqrt(Square(off) / Square(b));
    }

    private static double Square(Tensor? tensor) =>
        tensor is null ? 0 : tensor.detach().to(ScalarType.Float64).square().sum().ToDouble();
}
