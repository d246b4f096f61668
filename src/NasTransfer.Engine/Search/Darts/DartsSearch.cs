using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;
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
        using var steps = new DartsSteps(Options, NetworkOptions(data.Train), seed);
        steps.ValidateImageSize(data.Train.Size);
        // Both halves are seen through the training transforms, as in the DARTS code.
        BatchLoader Loader(IImageSource images) =>
            data.Preprocessing.TrainLoader(images, Options.Stem, Options.BatchSize, seed);
        BatchLoader trainLoader = Loader(data.Train);
        BatchLoader validationLoader = Loader(data.Validation);

        var trace = ImmutableArray.CreateBuilder<SearchEpoch>(Options.Epochs);
        long all = (long)Options.Epochs * trainLoader.StepsPerEpoch;
        (string Name, Tensor Tensor)[] state = [.. steps.State];
        string run = checkpoint is null
            ? ""
            : Checkpoint.IdentityOf(Method, Options, seed, data.Preprocessing, data.Train, data.Validation);
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
                    validationLoss += steps.StepAlpha(train, validation, learningRate);
                    steps.StepWeights(train, learningRate, trained);
                }

                step++;
                progress?.Report(new(epoch, Options.Epochs, (long)epoch * trainLoader.StepsPerEpoch + step, all, null));
            }

            trace.Add(Epoch(epoch, learningRate, trained, validationLoss / step));
            checkpoint?.Save(Checkpoint.Capture(run, trace.Count, state, trace.ToArray()));
            progress?.Report(
                new(epoch + 1, Options.Epochs, (long)(epoch + 1) * trainLoader.StepsPerEpoch, all, trace[^1])
            );
        }

        SearchEpoch last = trace[^1];
        return new SearchResult(Method, seed, last.Genotype, trace.MoveToImmutable(), last.Cost);

        SearchEpoch Epoch(int epoch, double learningRate, Tally trained, double validationLoss)
        {
            var (normal, reduce) = steps.Alphas();
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

    private NetworkOptions NetworkOptions(IImageSource images) =>
        new()
        {
            Channels = Options.Channels,
            Cells = Options.Cells,
            Classes = images.Classes.Length,
            Stem = Options.Stem,
            PoolBatchNorm = Options.PoolBatchNorm,
        };

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
