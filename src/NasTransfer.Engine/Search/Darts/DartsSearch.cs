using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training;
using NasTransfer.Engine.Training.Checkpoints;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Search.Darts;

/// <summary>
/// DARTS (Liu, Simonyan and Yang, ICLR 2019): a supernet whose edges mix all operations, weighted by softmax(α). Each
/// step moves α along the gradient of a validation batch, then the weights along that of a training batch.
/// </summary>
public sealed class DartsSearch : ISearch
{
    /// <summary>As the paper writes it.</summary>
    public const string Name = "DARTS";

    private const double AdamEpsilon = 1e-8;

    /// <exception cref="BadInputException">An option is out of range.</exception>
    public DartsSearch(DartsOptions options)
    {
        options.Validate();
        Options = options;
    }

    public string Method => Name;

    public DartsOptions Options { get; }

    public SearchResult Run(
        SearchData data,
        ulong seed,
        IProgress<SearchProgress>? progress = null,
        CheckpointFile? checkpoint = null,
        CancellationToken cancellation = default
    )
    {
        using var network = new Supernet(NetworkOptions(data.Train), seed);
        network.ValidateImageSize(data.Train.Size);
        using var alphas = new ArchitectureWeights(seed);
        using var weights = new FlatParameters(network.parameters());
        using var weightOptimizer = new Sgd(weights, Options.Momentum, Options.WeightDecay);
        using var alphaOptimizer = new Adam(
            alphas.Flat,
            Options.AlphaBeta1,
            Options.AlphaBeta2,
            AdamEpsilon,
            Options.AlphaWeightDecay
        );
        var alphaGradient = new AlphaGradient(
            weights,
            alphas.Flat,
            weightOptimizer.Buffer,
            Options.Momentum,
            Options.WeightDecay
        );
        // Both halves are seen through the training transforms, as in the DARTS code.
        BatchLoader trainLoader = Loader(data.Train, seed);
        BatchLoader validationLoader = Loader(data.Validation, seed);

        var trace = ImmutableArray.CreateBuilder<SearchEpoch>(Options.Epochs);
        long steps = (long)Options.Epochs * trainLoader.StepsPerEpoch;
        (string Name, Tensor Tensor)[] state =
        [
            ("weights", weights.Values),
            ("weights.momentum", weightOptimizer.Buffer),
            ("alpha", alphas.Flat.Values),
            .. alphaOptimizer.State,
        ];
        string run = checkpoint is null
            ? ""
            : Checkpoint.IdentityOf(Method, Options, seed, data.Train, data.Validation);
        if (checkpoint?.Load(run) is { } saved)
        {
            trace.AddRange(saved.Restore<SearchEpoch[]>(state));
        }

        for (int epoch = trace.Count; epoch < Options.Epochs; epoch++)
        {
            double learningRate = CosineSchedule.At(
                epoch,
                Options.Epochs,
                Options.LearningRate,
                Options.MinimumLearningRate
            );
            var trained = new Tally();
            double validationLoss = 0;
            int step = 0;
            foreach (Batch train in trainLoader.Epoch(epoch, cancellation))
            {
                using (train)
                using (Batch validation = validationLoader.Draw(epoch, step))
                {
                    validationLoss += StepAlpha(train, validation, learningRate);
                    StepWeights(train, learningRate);
                }

                step++;
                progress?.Report(
                    new(epoch, Options.Epochs, (long)epoch * trainLoader.StepsPerEpoch + step, steps, null)
                );
            }

            trace.Add(Epoch(epoch, learningRate, trained, validationLoss / step));
            checkpoint?.Save(Checkpoint.Capture(run, trace.Count, state, trace.ToArray()));
            progress?.Report(
                new(epoch + 1, Options.Epochs, (long)(epoch + 1) * trainLoader.StepsPerEpoch, steps, trace[^1])
            );

            void StepWeights(Batch train, double rate)
            {
                using var scope = NewDisposeScope();
                weights.ZeroGradients();
                Tensor labels = train.Labels.to(TorchRuntime.Device);
                Tensor logits = Logits(train);
                Tensor loss = nn.functional.cross_entropy(logits, labels);
                loss.backward();
                weights.ClipGradients(Options.GradientClip);
                weightOptimizer.Step(rate);
                trained.Add(loss, logits, labels);
            }
        }

        SearchEpoch last = trace[^1];
        return new SearchResult(Method, seed, last.Genotype, trace.MoveToImmutable(), last.Cost);

        double StepAlpha(Batch train, Batch validation, double rate)
        {
            double loss =
                Options.Order == DartsOrder.First
                    ? alphaGradient.FirstOrder(() => Loss(validation))
                    : alphaGradient.SecondOrder(() => Loss(train), () => Loss(validation), rate, Options.Hessian);
            alphaOptimizer.Step(Options.AlphaLearningRate);
            return loss;
        }

        Tensor Loss(Batch batch) => nn.functional.cross_entropy(Logits(batch), batch.Labels.to(TorchRuntime.Device));

        Tensor Logits(Batch batch)
        {
            var (normal, reduce) = alphas.Probabilities();
            return network.forward(batch.Images.to(TorchRuntime.Device), normal, reduce);
        }

        SearchEpoch Epoch(int epoch, double learningRate, Tally trained, double validationLoss)
        {
            var (normal, reduce) = alphas.Values();
            double[][] derivedFrom = Options.SkipLimit is int limit
                ? GenotypeDerivation.LimitSkips(normal, limit)
                : normal;
            return new SearchEpoch(
                epoch,
                GenotypeDerivation.Derive(derivedFrom, reduce, Options.Derivation),
                Cost(epoch + 1, data, trainLoader),
                ImmutableSortedDictionary.CreateRange(
                    StringComparer.Ordinal,
                    new Dictionary<string, double>
                    {
                        ["learning-rate"] = learningRate,
                        ["skips-normal"] = GenotypeDerivation.CountSkips(normal),
                        ["train-loss"] = trained.MeanLoss,
                        ["train-top1"] = trained.Top1,
                        ["validation-loss"] = validationLoss,
                    }
                )
            )
            {
                // 14 edges × 8 operations each, in the order of Primitive.
                State = SearchJson.Of(new { alphaNormal = normal, alphaReduce = reduce }),
            };
        }
    }

    private NetworkOptions NetworkOptions(ImageSet images) =>
        new()
        {
            Channels = Options.Channels,
            Cells = Options.Cells,
            Classes = images.Classes.Length,
            Stem = Options.Stem,
            PoolBatchNorm = Options.PoolBatchNorm,
        };

    private BatchLoader Loader(ImageSet images, ulong seed) =>
        new(
            images,
            new CifarTrainTransform(Normalization.For(Options.Stem)),
            new BatchLoaderOptions { BatchSize = Options.BatchSize },
            seed
        );

    // A second-order step takes five passes: the training gradient, the validation gradient one step ahead, two for the
    // difference, and the weights' own.
    private SearchCost Cost(int epochs, SearchData data, BatchLoader trainLoader)
    {
        long trained = (long)epochs * data.Train.Count;
        long validated = (long)epochs * trainLoader.StepsPerEpoch * Math.Min(Options.BatchSize, data.Validation.Count);
        long passes = Options.Order == DartsOrder.First ? trained + validated : 4 * trained + validated;
        double macs = SupernetCost
            .Of(Options.Channels, Options.Cells, data.Train.Classes.Length, Options.Stem, data.Train.Size)
            .Macs;
        return new SearchCost(passes, 0, passes * macs * SearchCost.PassesOfForwardAndBackward);
    }
}
