using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Search.Enas;
using NasTransfer.Engine.Search.Nao;
using NasTransfer.Engine.Search.NsgaNet;
using NasTransfer.Engine.Search.RandomSampling;

namespace NasTransfer.Study.Costs;

/// <summary>The images that a search sees.</summary>
/// <param name="Train">Of the half that weights are trained on.</param>
/// <param name="Validation">Of the half that architectures are judged on.</param>
/// <param name="Size">Height and width in px.</param>
public sealed record SourceSize(long Train, long Validation, int Classes, int Size);

/// <summary>
/// What a search will cost, from its options and the number of images. Passes are exact, but for individuals of NSGA-Net
/// that turn out to be trained already; multiply-adds are exact for DARTS, whose supernet is one, and those of the mean
/// architecture of the search space for the others.
/// </summary>
public static class SearchForecast
{
    public static SearchCost Of(ISearchOptions options, SourceSize source) =>
        options switch
        {
            RandomSamplingOptions => SearchCost.Zero,
            DartsOptions darts => Darts(darts, source),
            EnasOptions enas => Enas(enas, source),
            NaoOptions nao => Nao(nao, source),
            NsgaNetOptions nsga => NsgaNet(nsga, source),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options, null),
        };

    // First order: one pass over either half. Second order: the training gradient, the validation gradient one step ahead,
    // two for the difference, and the weights' own.
    private static SearchCost Darts(DartsOptions options, SourceSize source)
    {
        long steps = Steps(source.Train, options.BatchSize);
        long validated = steps * Math.Min(options.BatchSize, source.Validation);
        long passes = options.Epochs * ((options.Order == DartsOrder.First ? 1 : 4) * source.Train + validated);
        double macs = SupernetCost.Of(options.Channels, options.Cells, source.Classes, options.Stem, source.Size).Macs;
        return new SearchCost(passes, 0, passes * macs * SearchCost.PassesOfForwardAndBackward);
    }

    private static SearchCost Enas(EnasOptions options, SourceSize source)
    {
        long trained = options.Epochs * source.Train;
        long batch = Math.Min(options.RewardBatchSize, source.Validation);
        long rewards = (long)options.Epochs * options.ControllerUpdates * options.SamplesPerUpdate * batch;
        // The last epoch's samples are the candidates; the others' are for the trace.
        long shown = (options.Epochs - 1L) * options.TraceSamples * batch;
        long candidate = options.FinalAssessment == FinalAssessment.WholeValidation ? source.Validation : batch;
        long forward = rewards + shown + options.FinalSamples * candidate;
        return SinglePath(trained, forward, options.Channels, options.Cells, options.Stem, source);
    }

    private static SearchCost Nao(NaoOptions options, SourceSize source)
    {
        long trained = options.Epochs * source.Train;
        long batch = Math.Min(options.EvaluationBatchSize, source.Validation);
        long evaluations = (options.Epochs + options.EvaluateEvery - 1) / options.EvaluateEvery;
        long pool = options.PoolSize;
        long forward = 0;
        for (long evaluation = 0; evaluation < evaluations; evaluation++)
        {
            forward += pool * batch;
            pool += options.PoolUpdate == NaoPoolUpdate.KeepAll ? options.NewPerRound : 0;
        }

        long finalists = options.Finalists * (long)options.FinalistEpochs;
        return SinglePath(
            trained + finalists * source.Train,
            forward + finalists * source.Validation,
            options.Channels,
            options.Cells,
            options.Stem,
            source
        );
    }

    private static SearchCost NsgaNet(NsgaNetOptions options, SourceSize source)
    {
        long individuals = options.Population + (options.Generations - 1L) * options.Offspring;
        return SinglePath(
            individuals * options.Epochs * source.Train,
            individuals * source.Validation,
            options.Channels,
            options.Cells,
            options.Stem,
            source
        );
    }

    private static SearchCost SinglePath(
        long trained,
        long forward,
        int channels,
        int cells,
        Stem stem,
        SourceSize source
    )
    {
        double macs = MeanArchitecture.Macs(channels, cells, source.Classes, stem, source.Size);
        return new SearchCost(
            trained,
            forward,
            macs * (SearchCost.PassesOfForwardAndBackward * (double)trained + forward)
        );
    }

    private static long Steps(long images, int batch) => (images + batch - 1) / batch;
}

/// <summary>The cost of a network whose genotype nobody knows yet: the mean over architectures of the sampling law.</summary>
public static class MeanArchitecture
{
    // The standard error of the mean is then about a thirtieth of the spread.
    private const int Samples = 64;

    private static readonly Lazy<Genotype[]> Sampled = new(() =>
        [.. Enumerable.Range(0, Samples).Select(i => SamplingLaw.Sample(new CounterRandom((ulong)i, "forecast")))]
    );

    /// <summary>Multiply-adds of one image, forward.</summary>
    public static double Macs(int channels, int cells, int classes, Stem stem, int size) =>
        Mean(channels, cells, classes, stem, size, cost => cost.Macs);

    /// <summary>Trainable parameters.</summary>
    public static double Parameters(int channels, int cells, int classes, Stem stem, int size) =>
        Mean(channels, cells, classes, stem, size, cost => cost.Parameters);

    private static double Mean(
        int channels,
        int cells,
        int classes,
        Stem stem,
        int size,
        Func<NetworkCost, double> figure
    )
    {
        NetworkOptions network = new()
        {
            Channels = channels,
            Cells = cells,
            Classes = classes,
            Stem = stem,
        };
        return Sampled.Value.Average(genotype => figure(NetworkCost.Of(genotype, network, size)));
    }
}
