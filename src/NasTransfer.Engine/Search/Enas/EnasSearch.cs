using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Options;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Training.Checkpoints;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Search.Enas;

/// <summary>
/// ENAS micro search (Pham, Guan, Zoph, Le and Dean, ICML 2018): a controller proposes architectures that share their
/// weights. Each epoch trains the shared weights along a new architecture a step, then the controller on the accuracy that
/// its proposals have on held-out images.
/// </summary>
public sealed class EnasSearch : ISearch
{
    /// <summary>As the paper writes it.</summary>
    public const string Name = "ENAS";

    /// <exception cref="BadInputException">An option is out of range.</exception>
    public EnasSearch(EnasOptions options)
    {
        options.Validate();
        Options = options;
    }

    public string Method => Name;

    public EnasOptions Options { get; }

    public SearchResult Run(
        SearchData data,
        ulong seed,
        IProgress<SearchProgress>? progress = null,
        CheckpointFile? checkpoint = null,
        CancellationToken cancellation = default
    )
    {
        using var child = new SupernetChild(Options, data, seed);
        string run = checkpoint is null
            ? ""
            : Checkpoint.IdentityOf(Method, Options, seed, data.Preprocessing, data.Train, data.Validation);
        return Run(child, seed, run, progress, checkpoint, cancellation);
    }

    /// <summary>The algorithm, whatever judges its architectures.</summary>
    /// <param name="run">The identity that a checkpoint bears.</param>
    internal SearchResult Run(
        IEnasChild child,
        ulong seed,
        string run = "",
        IProgress<SearchProgress>? progress = null,
        CheckpointFile? checkpoint = null,
        CancellationToken cancellation = default
    )
    {
        using var trainer = new ControllerTrainer(Options, seed);
        (string Name, Tensor Tensor)[] tensors = [.. child.State, .. trainer.State];
        var trace = ImmutableArray.CreateBuilder<SearchEpoch>(Options.Epochs);
        var cost = SearchCost.Zero;
        ImmutableArray<EnasCandidate> candidates = [];
        if (checkpoint?.Load(run) is { } saved)
        {
            var state = saved.Restore<SearchState>(tensors);
            trace.AddRange(state.Trace);
            trainer.Baseline.Restore(state.Baseline, state.BaselineStarted);
            (cost, candidates) = (state.Cost, [.. state.Candidates]);
        }

        // A step of the child or of the controller.
        int stepsPerEpoch = child.StepsPerEpoch + Options.ControllerUpdates;
        for (int epoch = trace.Count; epoch < Options.Epochs; epoch++)
        {
            cancellation.ThrowIfCancellationRequested();
            int step = 0;
            ChildEpoch trained = TrainChild(epoch, Stepped);
            ControllerEpoch rewarded = TrainController(epoch, Stepped);
            bool last = epoch == Options.Epochs - 1;
            candidates = last ? Sample("enas/final", epoch, Options.FinalSamples) : candidates;
            ImmutableArray<EnasCandidate> shown = last ? candidates : Sample("enas/trace", epoch, Options.TraceSamples);

            trace.Add(Epoch(epoch, trained, rewarded, shown));
            SearchState state = new(
                [.. trace],
                trainer.Baseline.Value,
                trainer.Baseline.Started,
                cost,
                [.. candidates]
            );
            checkpoint?.Save(Checkpoint.Capture(run, trace.Count, tensors, state));
            Report(epoch + 1, 0, trace[^1]);

            void Stepped() => Report(epoch, ++step, null);
        }

        int winner = Best(candidates);
        return new SearchResult(Method, seed, trace[^1].Genotype, trace.MoveToImmutable(), cost)
        {
            Details = new EnasDetails(Options, candidates, winner).ToJson(),
        };

        // Every step has an architecture of its own; the policy stands still meanwhile, so all are drawn at once.
        ChildEpoch TrainChild(int epoch, Action stepped)
        {
            IReadOnlyList<Genotype> paths = Propose("enas/child", epoch, 0, child.StepsPerEpoch);
            ChildEpoch trained = child.Train(epoch, paths, stepped, cancellation);
            Spend(trained.Cost);
            return trained;
        }

        ControllerEpoch TrainController(int epoch, Action stepped)
        {
            var figures = new ControllerEpoch();
            for (int update = 0; update < Options.ControllerUpdates; update++)
            {
                cancellation.ThrowIfCancellationRequested();
                int first = update * Options.SamplesPerUpdate;
                CounterRandom[] draws = Streams("enas/controller", epoch, first, Options.SamplesPerUpdate);
                figures.Add(trainer.Update(draws, (path, sample) => Judge(path, epoch, first + sample)));
                stepped();
            }

            return figures;
        }

        // Outside of training: some architectures, judged by what the options and the moment say.
        ImmutableArray<EnasCandidate> Sample(string purpose, int epoch, int count)
        {
            bool whole = epoch == Options.Epochs - 1 && Options.FinalAssessment == FinalAssessment.WholeValidation;
            int firstDraw = Options.ControllerUpdates * Options.SamplesPerUpdate;
            IReadOnlyList<Genotype> paths = Propose(purpose, epoch, 0, count);
            var judged = ImmutableArray.CreateBuilder<EnasCandidate>(count);
            foreach (Genotype path in paths)
            {
                cancellation.ThrowIfCancellationRequested();
                double accuracy = whole ? JudgeWhole(path) : Judge(path, epoch, firstDraw + judged.Count);
                judged.Add(new EnasCandidate(path.Canonical(), accuracy));
            }

            return judged.MoveToImmutable();
        }

        IReadOnlyList<Genotype> Propose(string purpose, int epoch, int first, int count)
        {
            if (count == 0)
            {
                return [];
            }

            using var _ = no_grad();
            using PolicyRun proposed = trainer.Controller.Sample(Streams(purpose, epoch, first, count));
            return proposed.Genotypes;
        }

        CounterRandom[] Streams(string purpose, int epoch, int first, int count) =>
            [.. Enumerable.Range(first, count).Select(index => new CounterRandom(seed, purpose, epoch, index))];

        double Judge(Genotype path, int epoch, int draw)
        {
            Judgement judgement = child.Judge(path, epoch, draw);
            Spend(judgement.Cost);
            return judgement.Accuracy;
        }

        double JudgeWhole(Genotype path)
        {
            Judgement judgement = child.JudgeWhole(path, cancellation);
            Spend(judgement.Cost);
            return judgement.Accuracy;
        }

        void Spend(SearchCost more) =>
            cost = new SearchCost(
                cost.ForwardBackwardImages + more.ForwardBackwardImages,
                cost.ForwardImages + more.ForwardImages,
                cost.Macs + more.Macs
            );

        void Report(int epoch, int step, SearchEpoch? ended) =>
            progress?.Report(
                new(
                    epoch,
                    Options.Epochs,
                    (long)epoch * stepsPerEpoch + step,
                    (long)Options.Epochs * stepsPerEpoch,
                    ended
                )
            );

        SearchEpoch Epoch(int epoch, ChildEpoch trained, ControllerEpoch rewarded, ImmutableArray<EnasCandidate> shown)
        {
            EnasCandidate best = shown[Best(shown)];
            return new SearchEpoch(
                epoch,
                best.Genotype,
                cost,
                ImmutableSortedDictionary.CreateRange(
                    StringComparer.Ordinal,
                    new Dictionary<string, double>
                    {
                        ["baseline"] = trainer.Baseline.Value,
                        ["controller-gradient-norm"] = rewarded.MeanGradientNorm,
                        ["entropy"] = rewarded.MeanEntropy,
                        ["learning-rate"] = trained.LearningRate,
                        ["reward-accuracy-best"] = rewarded.BestAccuracy,
                        ["reward-accuracy-mean"] = rewarded.MeanAccuracy,
                        ["sampled-accuracy-best"] = best.Accuracy,
                        ["sampled-accuracy-mean"] = shown.Average(candidate => candidate.Accuracy),
                        ["train-loss"] = trained.Loss,
                        ["train-top1"] = trained.Top1,
                    }
                )
            )
            {
                State = EnasDetails.StateOf(shown),
            };
        }
    }

    /// <summary>The first of the most accurate.</summary>
    private static int Best(ImmutableArray<EnasCandidate> candidates)
    {
        int best = 0;
        for (int i = 1; i < candidates.Length; i++)
        {
            best = candidates[i].Accuracy > candidates[best].Accuracy ? i : best;
        }

        return best;
    }

    /// <summary>What a checkpoint holds besides tensors.</summary>
    private sealed record SearchState(
        SearchEpoch[] Trace,
        double Baseline,
        bool BaselineStarted,
        SearchCost Cost,
        EnasCandidate[] Candidates
    );

    /// <summary>Figures of one epoch's controller steps.</summary>
    private sealed class ControllerEpoch
    {
        private double accuracySum;
        private double entropySum;
        private double normSum;
        private int samples;
        private int updates;

        public double BestAccuracy { get; private set; }

        public double MeanAccuracy => accuracySum / samples;

        public double MeanEntropy => entropySum / samples;

        public double MeanGradientNorm => normSum / updates;

        public void Add(ControllerUpdate update)
        {
            updates++;
            samples += update.Accuracies.Count;
            accuracySum += update.Accuracies.Sum();
            entropySum += update.Entropies.Sum();
            normSum += update.GradientNorm;
            BestAccuracy = Math.Max(BestAccuracy, update.Accuracies.Max());
        }
    }
}
