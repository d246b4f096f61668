using System.Diagnostics;
using System.Globalization;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Tests.Networks.Reference;
using NasTransfer.Engine.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasTransfer.Benchmarks;

/// <summary>The loss of one batch, by the engine and by the reference form.</summary>
internal sealed record Step(Func<Tensor> Fast, Func<Tensor> Slow);

/// <summary>
/// The engine against the reference form: the same passes, one of each in turn, medians after warm-up. Forward and backward
/// alone are timed, so optimisers and data do not blur the ratio.
/// </summary>
internal static class Ratios
{
    private const int Classes = 10;

    // In a row, as a search takes them: the first after a step of a supernet finds nothing in the caches.
    private const int SinglePathSteps = 10;

    private static readonly Genotype Known = PublishedGenotypes.DartsV2;

    public static void Run(TextWriter writer)
    {
        writer.WriteLine(
            "what                                       fast ms (minimum)   reference ms (minimum)   ratio"
        );
        SinglePath(writer, channels: 8, cells: 5, size: 16, steps: 15);
        Supernet(writer, channels: 8, cells: 5, size: 16, DartsOrder.First, steps: 7);
        Supernet(writer, channels: 8, cells: 5, size: 16, DartsOrder.Second, steps: 3);
        Supernet(writer, channels: 16, cells: 8, size: 32, DartsOrder.First, steps: 3);
        Augment(writer, channels: 8, cells: 5, size: 16, steps: 40);
        Augment(writer, channels: 36, cells: 20, size: 32, steps: 3);
        Evaluate(writer, channels: 16, cells: 8, size: 32, steps: 9);
        PeakMemory.Compare(writer);
        SideBySide.Compare(writer);
    }

    private static void Supernet(TextWriter writer, int channels, int cells, int size, DartsOrder order, int steps)
    {
        NetworkOptions options = Options(channels, cells);
        using var network = new Supernet(options, seed: 3);
        using var weights = new FlatParameters(network.parameters());
        Step step = Mixed(network, options, size);
        var (all, ofAlpha) = DartsSteps.Passes(order);
        Report(
            writer,
            $"supernet step, {(order == DartsOrder.First ? "first" : "second")} order, C={channels} L={cells} {size} px",
            () => SupernetStep(weights, step.Fast, order),
            () => Times(all + ofAlpha, step.Slow),
            steps
        );
    }

    // The passes of a step as the engine takes them. The reference, as published code, computes every gradient in each.
    private static void SupernetStep(FlatParameters weights, Func<Tensor> loss, DartsOrder order)
    {
        var (all, ofAlpha) = DartsSteps.Passes(order);
        Times(all, loss);
        using var frozen = weights.Freeze();
        Times(ofAlpha, loss);
    }

    /// <summary>A pass of the mixed supernet on one batch.</summary>
    public static Step Mixed(Supernet network, NetworkOptions options, int size)
    {
        var reference = new ReferenceForm(network, options, ScalarType.Float32);
        var (images, labels) = Batch(size);
        var alpha = new Parameter(zeros(SearchSpace.Edges, 8));
        return new Step(
            () => Loss(network.forward(images, alpha.softmax(-1), alpha.softmax(-1)), labels),
            () => Loss(reference.Mixed(images, alpha.softmax(-1), alpha.softmax(-1)), labels)
        );
    }

    private static void Augment(TextWriter writer, int channels, int cells, int size, int steps)
    {
        NetworkOptions options = Options(channels, cells);
        using var network = new AugmentNetwork(Known, options, seed: 3);
        network.train();
        var reference = new ReferenceForm(network, options, ScalarType.Float32);
        var (images, labels) = Batch(size);
        Report(
            writer,
            $"augment step, C={channels} L={cells} {size} px",
            () => Times(1, () => Loss(network.forward(images), labels)),
            () => Times(1, () => Loss(reference.Augment(images, Known, masks: null).Logits, labels)),
            steps
        );
    }

    private static void Evaluate(TextWriter writer, int channels, int cells, int size, int steps)
    {
        NetworkOptions options = Options(channels, cells);
        using var network = new AugmentNetwork(Known, options, seed: 3);
        var reference = new ReferenceForm(network, options, ScalarType.Float32);
        var (images, _) = Batch(size);
        Report(
            writer,
            $"evaluation, C={channels} L={cells} {size} px",
            () => network.Logits(images).Dispose(),
            () =>
            {
                using var _ = no_grad();
                using var scope = NewDisposeScope();
                reference.Augment(images, Known, masks: null);
            },
            steps
        );
    }

    private static void SinglePath(TextWriter writer, int channels, int cells, int size, int steps)
    {
        NetworkOptions options = Options(channels, cells);
        using var mixed = new Supernet(options, seed: 3);
        using var weights = new FlatParameters(mixed.parameters());
        using var single = new Supernet(options, seed: 3, SupernetForm.SinglePath);
        using var weightsOfPaths = new FlatParameters(single.parameters());
        var (images, labels) = Batch(size);
        var alpha = new Parameter(zeros(SearchSpace.Edges, 8));
        Report(
            writer,
            $"single-path step (fast) against fast supernet step, C={channels} L={cells} {size} px",
            () => Times(SinglePathSteps, () => Loss(single.ForwardPath(images, Known), labels)),
            () =>
                SupernetStep(
                    weights,
                    () => Loss(mixed.forward(images, alpha.softmax(-1), alpha.softmax(-1)), labels),
                    DartsOrder.First
                ),
            steps,
            SinglePathSteps
        );
    }

    public static NetworkOptions Options(int channels, int cells) =>
        new()
        {
            Channels = channels,
            Cells = cells,
            Classes = Classes,
        };

    private static (Tensor Images, Tensor Labels) Batch(int size)
    {
        const int count = 32;
        return (randn(count, 3, size, size), randint(Classes, [count]));
    }

    private static Tensor Loss(Tensor logits, Tensor labels) => functional.cross_entropy(logits, labels);

    /// <summary>Forward and backward, so many times.</summary>
    public static void Times(int passes, Func<Tensor> loss)
    {
        for (int i = 0; i < passes; i++)
        {
            using var scope = NewDisposeScope();
            loss().backward();
        }
    }

    /// <param name="inARow">Steps of the fast side that one call takes.</param>
    private static void Report(TextWriter writer, string what, Action fast, Action slow, int steps, int inARow = 1)
    {
        // The fast side is compiled while it warms up.
        for (int i = 0; i < steps; i++)
        {
            fast();
        }

        slow();
        double[] fastTimes = new double[steps];
        double[] slowTimes = new double[steps];
        for (int i = 0; i < steps; i++)
        {
            fastTimes[i] = Time(fast) / inARow;
            slowTimes[i] = Time(slow);
        }

        Array.Sort(fastTimes);
        Array.Sort(slowTimes);
        double fastMedian = fastTimes[steps / 2];
        double slowMedian = slowTimes[steps / 2];
        writer.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {fastMedian:F1} ({fastTimes[0]:F1}), {slowMedian:F1} ({slowTimes[0]:F1}), {slowMedian / fastMedian:F2}"
            )
        );
    }

    private static double Time(Action step)
    {
        long start = Stopwatch.GetTimestamp();
        step();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
