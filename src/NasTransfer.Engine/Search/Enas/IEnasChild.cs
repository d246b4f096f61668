using NasTransfer.Engine.Architectures;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Search.Enas;

/// <summary>
/// What the controller's search sees of the networks it searches among: the shared weights, or in tests an oracle.
/// </summary>
internal interface IEnasChild
{
    /// <summary>Child steps of an epoch, each with an architecture of its own.</summary>
    int StepsPerEpoch { get; }

    /// <summary>Weights and optimiser, for a checkpoint.</summary>
    IEnumerable<(string Name, Tensor Tensor)> State { get; }

    /// <summary>Trains for an epoch.</summary>
    /// <param name="paths">One a step.</param>
    /// <param name="stepped">Called after each step.</param>
    ChildEpoch Train(int epoch, IReadOnlyList<Genotype> paths, Action stepped, CancellationToken cancellation);

    /// <summary>An architecture on one batch of held-out images, which (epoch, draw) decides.</summary>
    Judgement Judge(Genotype path, int epoch, int draw);

    /// <summary>An architecture on all held-out images.</summary>
    Judgement JudgeWhole(Genotype path, CancellationToken cancellation);
}

/// <summary>An epoch of child steps.</summary>
/// <param name="Loss">Mean over its images.</param>
/// <param name="Top1">In percent.</param>
internal sealed record ChildEpoch(double LearningRate, double Loss, double Top1, SearchCost Cost);

/// <param name="Accuracy">0 to 1.</param>
internal sealed record Judgement(double Accuracy, SearchCost Cost);
