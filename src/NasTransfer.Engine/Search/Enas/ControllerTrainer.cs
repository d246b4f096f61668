using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Search.Enas;

/// <summary>
/// REINFORCE with a moving baseline: ∇J = 1/m·Σ_s ∇log π(a_s)·(R_s − b), R being accuracy and entropy, by Adam.
/// </summary>
internal sealed class ControllerTrainer : IDisposable
{
    private const double Percent = 100;

    private readonly EnasOptions options;
    private readonly Adam optimizer;

    public ControllerTrainer(EnasOptions options, ulong seed)
    {
        this.options = options;
        Controller = new Controller(options, seed);
        optimizer = new Adam(
            Controller.Parameters,
            options.ControllerBeta1,
            options.ControllerBeta2,
            options.ControllerEpsilon,
            weightDecay: 0
        );
        Baseline = new RewardBaseline(options.BaselineDecay, options.BaselineStart);
    }

    public Controller Controller { get; }

    public RewardBaseline Baseline { get; }

    /// <summary>Weights and optimiser, for a checkpoint.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State =>
        [("controller", Controller.Parameters.Values), .. optimizer.State];

    /// <summary>Samples some architectures, has them judged, and makes one step.</summary>
    /// <param name="draws">A stream for each architecture.</param>
    /// <param name="accuracy">Accuracy of an architecture, 0 to 1; the second argument is its place among the draws.</param>
    public ControllerUpdate Update(IReadOnlyList<CounterRandom> draws, Func<Genotype, int, double> accuracy)
    {
        using PolicyRun run = Controller.Sample(draws);
        var accuracies = new double[draws.Count];
        var advantages = new double[draws.Count];
        for (int s = 0; s < draws.Count; s++)
        {
            accuracies[s] = accuracy(run.Genotypes[s], s);
            // R = accuracy + w·ΣH; no gradient goes through the entropy.
            double reward =
                accuracies[s] * (options.RewardScale == RewardScale.Percent ? Percent : 1)
                + options.EntropyWeight * run.Entropies[s];
            advantages[s] = reward - Baseline.Update(reward);
        }

        using var scope = NewDisposeScope();
        Controller.Parameters.ZeroGradients();
        // Minimised, so that a decision becomes more likely where R > b.
        Tensor weights = tensor(advantages, dtype: run.LogProbabilities.dtype);
        Tensor loss = -(run.LogProbabilities * weights).mean();
        loss.backward();
        double norm = Controller.Parameters.Gradients.norm().Number();
        optimizer.Step(options.ControllerLearningRate);
        return new ControllerUpdate(accuracies, run.Entropies, norm);
    }

    public void Dispose()
    {
        optimizer.Dispose();
        Controller.Dispose();
    }
}

/// <summary>One step of the controller.</summary>
/// <param name="Accuracies">0 to 1.</param>
/// <param name="Entropies">In nats.</param>
/// <param name="GradientNorm">L2.</param>
internal sealed record ControllerUpdate(
    IReadOnlyList<double> Accuracies,
    IReadOnlyList<double> Entropies,
    double GradientNorm
);
