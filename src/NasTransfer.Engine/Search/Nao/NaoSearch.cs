using System.Collections.Immutable;
using System.Text.Json;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;
using NasTransfer.Engine.Training;
using NasTransfer.Engine.Training.Checkpoints;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>
/// NAO with weight sharing (Luo, Tian, Qin, Chen and Liu, NeurIPS 2018): a child supernet is trained on the architectures
/// of a pool; now and then the pool is judged in it, an encoder–predictor–decoder learns the judgement, and gradient steps
/// in its space of points renew the pool.
/// </summary>
public sealed class NaoSearch : ISearch
{
    /// <summary>As the paper writes it.</summary>
    public const string Name = "NAO";

    // So many of the final pool go into the details.
    private const int BestShown = 5;

    /// <exception cref="BadInputException">An option is out of range.</exception>
    public NaoSearch(NaoOptions options)
    {
        options.Validate();
        Options = options;
    }

    public string Method => Name;

    public NaoOptions Options { get; }

    public SearchResult Run(
        SearchData data,
        ulong seed,
        IProgress<SearchProgress>? progress = null,
        CheckpointFile? checkpoint = null,
        CancellationToken cancellation = default
    )
    {
        NetworkOptions size = SizeFor(data);
        using var child = new NaoChild(Options, size, data, seed);
        using var rounds = new NaoRounds(Options, seed);
        var trace = ImmutableArray.CreateBuilder<SearchEpoch>(Options.Epochs);
        (string Name, Tensor Tensor)[] state = [.. child.State, .. rounds.State];
        string run = checkpoint is null
            ? ""
            : Checkpoint.IdentityOf(Method, Options, seed, data.Preprocessing, data.Train, data.Validation);
        if (checkpoint?.Load(run) is { } saved)
        {
            SavedState rest = saved.Restore<SavedState>(state);
            trace.AddRange(rest.Trace);
            child.Cost = rest.Cost;
            rounds.Restore([.. rest.Pool], rest.Rounds);
        }

        for (int epoch = trace.Count; epoch < Options.Epochs; epoch++)
        {
            var values = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
            Train(epoch, values);
            if (IsEvaluated(epoch))
            {
                Evaluate(values);
            }

            // The round comes after the epoch's genotype is known: the best of the pool as it was judged.
            Genotype best = rounds.Pool[0].Genotype;
            JsonElement judged = NaoDetails.StateOf(rounds.Pool.Take(BestShown));
            if (IsEvaluated(epoch) && epoch < Options.Epochs - 1)
            {
                Advance(epoch, values);
            }

            trace.Add(new SearchEpoch(epoch, best, child.Cost, values.ToImmutable()) { State = judged });
            checkpoint?.Save(
                Checkpoint.Capture(
                    run,
                    trace.Count,
                    state,
                    new SavedState([.. trace], [.. rounds.Pool], rounds.Rounds, child.Cost)
                )
            );
            Report(epoch + 1, 0, trace[^1]);
        }

        // Before the cost is read, which it adds to.
        ImmutableArray<NaoFinalist> finalists = Rerank(rounds.Pool);
        return Result(seed, trace.MoveToImmutable(), rounds.Pool, child.Cost, finalists);

        void Train(int epoch, ImmutableSortedDictionary<string, double>.Builder values)
        {
            double learningRate = CosineSchedule.At(
                epoch,
                Options.Epochs,
                Options.LearningRate,
                Options.MinimumLearningRate
            );
            ArchitectureSampler sampler =
                Options.Sampling == NaoSampling.ByParameters && rounds.Rounds > 0
                    ? ArchitectureSampler.ByParameters(rounds.Pool, size)
                    : ArchitectureSampler.Uniform(rounds.Pool);
            Tally trained = child.Train(
                epoch,
                sampler,
                learningRate,
                step => Report(epoch, step, ended: null),
                cancellation
            );
            values["learning-rate"] = learningRate;
            values["train-loss"] = trained.MeanLoss;
            values["train-top1"] = trained.Top1;
        }

        void Evaluate(ImmutableSortedDictionary<string, double>.Builder values)
        {
            int evaluation = rounds.Rounds;
            rounds.Evaluate(
                (genotype, place) =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    return child.Accuracy(genotype, evaluation, place);
                }
            );
            values["pool-size"] = rounds.Pool.Length;
            values["pool-best-top1"] = rounds.Pool[0].Accuracy!.Value;
            values["pool-mean-top1"] = rounds.Pool.Average(candidate => candidate.Accuracy!.Value);
            values["pool-worst-top1"] = rounds.Pool[^1].Accuracy!.Value;
            values["best-step"] = rounds.Pool[0].Origin.Step;
            values["best-round"] = rounds.Pool[0].Origin.Round;
        }

        void Advance(int epoch, ImmutableSortedDictionary<string, double>.Builder values)
        {
            int passes = 0;
            NaoRound round = rounds.Advance(
                () => Report(epoch, child.StepsPerEpoch + ++passes, ended: null),
                cancellation
            );
            values["predictor-loss"] = round.Losses.PredictorLoss;
            values["decoder-loss"] = round.Losses.DecoderLoss;
            values["predictor-pairs"] = round.Pairs;
            values["reconstructed"] = round.Reconstructed;
            values["new"] = round.Found;
            values["largest-step"] = round.Step;
            if (round.HeldOutPairs is { } heldOut)
            {
                values["predictor-pairs-held-out"] = heldOut;
            }
        }

        // A step is one of the child, or a pass of the encoder–predictor–decoder over the pool.
        void Report(int epoch, int step, SearchEpoch? ended) =>
            progress?.Report(
                new SearchProgress(epoch, Options.Epochs, StepsBefore(epoch) + step, StepsBefore(Options.Epochs), ended)
            );

        long StepsBefore(int epoch) =>
            (long)epoch * child.StepsPerEpoch
            + (long)Math.Min(epoch, Options.Epochs - 1) / Options.EvaluateEvery * Options.PredictorEpochs;

        // The best of the final pool, trained from scratch for a while at the child's size.
        ImmutableArray<NaoFinalist> Rerank(ImmutableArray<NaoCandidate> pool)
        {
            var trained = new List<NaoFinalist>(Options.Finalists);
            foreach (NaoCandidate candidate in pool.Take(Options.Finalists))
            {
                using var network = new AugmentRun(
                    candidate.Genotype,
                    size,
                    new AugmentOptions { Epochs = Options.FinalistEpochs, BatchSize = Options.BatchSize },
                    seed
                )
                {
                    Preprocessing = data.Preprocessing,
                };
                AugmentResult augmented = network.Run(data.Train, data.Validation, cancellation: cancellation);
                trained.Add(new NaoFinalist(candidate, augmented.Top1Last));
                child.Cost = With(child.Cost, augmented, data.Validation.Count);
            }

            // Stable: equals keep the order of the pool.
            return [.. trained.OrderByDescending(finalist => finalist.Top1)];
        }
    }

    private bool IsEvaluated(int epoch) => (epoch + 1) % Options.EvaluateEvery == 0 || epoch == Options.Epochs - 1;

    private NetworkOptions SizeFor(SearchData data) =>
        new()
        {
            Channels = Options.Channels,
            Cells = Options.Cells,
            Classes = data.Train.Classes.Length,
            Stem = Options.Stem,
            PoolBatchNorm = Options.PoolBatchNorm,
        };

    private static SearchCost With(SearchCost cost, AugmentResult augmented, int testImages)
    {
        long tested = (long)augmented.Epochs.Length * testImages;
        return new SearchCost(
            cost.ForwardBackwardImages + augmented.TrainedImages,
            cost.ForwardImages + tested,
            cost.Macs
                + (double)augmented.Macs * (SearchCost.PassesOfForwardAndBackward * augmented.TrainedImages + tested)
        );
    }

    private SearchResult Result(
        ulong seed,
        ImmutableArray<SearchEpoch> trace,
        ImmutableArray<NaoCandidate> pool,
        SearchCost cost,
        ImmutableArray<NaoFinalist> finalists
    )
    {
        NaoCandidate winner = finalists.IsEmpty ? pool[0] : finalists[0].Candidate;
        var details = new NaoDetails(
            Options,
            winner,
            [.. pool.Take(BestShown)],
            finalists,
            pool.CountBy(candidate => candidate.Origin.Source).ToImmutableSortedDictionary()
        );
        return new SearchResult(Method, seed, winner.Genotype, trace, cost) { Details = details.ToJson() };
    }

    private sealed record SavedState(SearchEpoch[] Trace, NaoCandidate[] Pool, int Rounds, SearchCost Cost);
}
