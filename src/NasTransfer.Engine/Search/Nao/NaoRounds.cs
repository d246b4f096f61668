using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Training;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Search.Nao;

/// <summary>What a round did.</summary>
/// <param name="Losses">Of the last epoch of the encoder–predictor–decoder.</param>
/// <param name="Pairs">Share of pairs of the pool that the predictor orders rightly, in percent.</param>
/// <param name="HeldOutPairs">The same of those that it was not trained on; null where there are none.</param>
/// <param name="Reconstructed">Share of the seeds that decode to themselves, in percent.</param>
/// <param name="Found">New architectures found by gradient.</param>
/// <param name="Step">The largest λ tried.</param>
internal sealed record NaoRound(
    PredictorLosses Losses,
    double Pairs,
    double? HeldOutPairs,
    double Reconstructed,
    int Found,
    int Step
);

/// <summary>
/// NAO without its child: a pool of architectures that is evaluated, learnt by the encoder–predictor–decoder, and renewed
/// along the predictor's gradient. How an architecture is evaluated is the caller's.
/// </summary>
internal sealed class NaoRounds : IDisposable
{
    // Under NaoSymmetry.Expanded one in ten of the pool is not trained on.
    private const int HeldOutOneIn = 10;

    // So many λ are decoded in one batch, since decoding takes 32 steps however many sentences there are.
    private const int StepsAtOnce = 8;

    private readonly NaoOptions options;
    private readonly ulong seed;
    private readonly EncoderPredictorDecoder network;
    private readonly FlatParameters parameters;
    private readonly PredictorTraining training;

    /// <param name="seed">Of the pool, the initial weights and everything that is drawn later.</param>
    public NaoRounds(NaoOptions options, ulong seed)
    {
        (this.options, this.seed) = (options, seed);
        network = new EncoderPredictorDecoder(options, seed);
        parameters = new FlatParameters(network.parameters());
        training = new PredictorTraining(network, parameters, options, seed);
        Pool =
        [
            .. Fresh(new(seed, "nao/pool"), [], options.PoolSize)
                .Select(genotype => new NaoCandidate(genotype, NaoOrigin.InitialPool)),
        ];
    }

    /// <summary>After an evaluation best first; after a round the new ones follow those that were kept.</summary>
    public ImmutableArray<NaoCandidate> Pool { get; private set; }

    /// <summary>Rounds that have ended.</summary>
    public int Rounds { get; private set; }

    /// <summary>The weights, for a checkpoint.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State => [("encoder-predictor-decoder", parameters.Values)];

    /// <summary>Goes on from a checkpoint, whose tensors are restored already.</summary>
    public void Restore(ImmutableArray<NaoCandidate> pool, int rounds) => (Pool, Rounds) = (pool, rounds);

    /// <summary>Judges every architecture of the pool, and sorts it; equals keep their order.</summary>
    /// <param name="accuracy">Of a genotype, in percent; the number is its place in the pool.</param>
    public void Evaluate(Func<Genotype, int, double> accuracy) =>
        Pool = [
            .. Pool.Select((candidate, i) => candidate with { Accuracy = accuracy(candidate.Genotype, i) })
                .OrderByDescending(candidate => candidate.Accuracy),
        ];

    /// <summary>One round: learn the evaluated pool, find new architectures, renew the pool.</summary>
    /// <param name="afterPredictorEpoch">Told after every pass of the encoder–predictor–decoder.</param>
    public NaoRound Advance(Action? afterPredictorEpoch = null, CancellationToken cancellation = default)
    {
        ImmutableArray<float> targets = TargetNormalisation.MinMax([.. Pool.Select(item => item.Accuracy!.Value)]);
        ImmutableArray<PredictorSample> samples =
        [
            .. Pool.Zip(targets, (item, target) => new PredictorSample(TokenCodec.Encode(item.Genotype), target)),
        ];
        bool[] heldOut = HeldOut(samples.Length);
        PredictorLosses losses = training.Run(
            options.Symmetry == NaoSymmetry.Expanded
                ? SymmetryAugmentation.Expand(
                    samples.Where((_, i) => !heldOut[i]),
                    options.Expansion,
                    new(seed, "nao/expand", Rounds)
                )
                : samples,
            Rounds,
            afterPredictorEpoch,
            cancellation
        );

        float[] predicted = Predict(samples);
        Rounds++;
        var (found, step, reconstructed) = Generate(samples, cancellation);
        Renew(found);
        return new NaoRound(
            losses,
            PairsInOrder(predicted, targets, _ => true)!.Value,
            PairsInOrder(predicted, targets, i => heldOut[i]),
            reconstructed,
            found.Length,
            step
        );
    }

    public void Dispose()
    {
        parameters.Dispose();
        network.Dispose();
    }

    /// <summary>
    /// Share of pairs, in percent, in which the larger prediction has the larger target; pairs of equal targets do not
    /// count, pairs of equal predictions count half. Without any pair 50; null where the filter leaves none to compare.
    /// </summary>
    internal static double? PairsInOrder(float[] predicted, ImmutableArray<float> targets, Func<int, bool> among)
    {
        int[] chosen = [.. Enumerable.Range(0, targets.Length).Where(among)];
        if (chosen.Length < 2)
        {
            return null;
        }

        double right = 0;
        long pairs = 0;
        for (int a = 0; a < chosen.Length; a++)
        {
            for (int b = a + 1; b < chosen.Length; b++)
            {
                int byTarget = targets[chosen[a]].CompareTo(targets[chosen[b]]);
                int byPrediction = predicted[chosen[a]].CompareTo(predicted[chosen[b]]);
                pairs += byTarget == 0 ? 0 : 1;
                right += byTarget == 0 ? 0 : (1 + Math.Sign(byTarget) * Math.Sign(byPrediction)) / 2.0;
            }
        }

        return pairs == 0 ? 50 : 100 * right / pairs;
    }

    private bool[] HeldOut(int count)
    {
        var heldOut = new bool[count];
        if (options.Symmetry == NaoSymmetry.Expanded)
        {
            foreach (
                int i in new CounterRandom(seed, "nao/held-out", Rounds).Permutation(count)[..(count / HeldOutOneIn)]
            )
            {
                heldOut[i] = true;
            }
        }

        return heldOut;
    }

    private float[] Predict(ImmutableArray<PredictorSample> samples)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        return network.Predict(Tokens(samples)).cpu().data<float>().ToArray();
    }

    // For λ = 1, 2, …: shift each of the best architectures, decode, keep what is new, until there are enough.
    private (ImmutableArray<NaoCandidate> Found, int Step, double Reconstructed) Generate(
        ImmutableArray<PredictorSample> samples,
        CancellationToken cancellation
    )
    {
        using var scope = NewDisposeScope();
        ImmutableArray<PredictorSample> best = samples[..Math.Min(options.Seeds, samples.Length)];
        Tensor outputs = network.Encode(Tokens(best));
        // The gradient is taken where the seed is, so it is the same for every λ.
        Tensor gradient = network.GradientAt(outputs);
        int reconstructed = network
            .DecodeShifted(outputs, gradient, [0])
            .Where((tokens, i) => TokenCodec.Decode(tokens).Canonical().Equals(Pool[i].Genotype))
            .Count();

        HashSet<Genotype> known = [.. Pool.Select(candidate => candidate.Genotype)];
        var found = ImmutableArray.CreateBuilder<NaoCandidate>(options.NewPerRound);
        int step = 0;
        while (found.Count < options.NewPerRound && step < options.MaximumStep)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] steps = [.. Enumerable.Range(step + 1, Math.Min(StepsAtOnce, options.MaximumStep - step))];
            int[][] decoded = network.DecodeShifted(outputs, gradient, steps);
            for (int i = 0; i < steps.Length && found.Count < options.NewPerRound; i++)
            {
                step = steps[i];
                Keep(decoded.AsSpan(i * best.Length, best.Length));
            }
        }

        return (found.DrainToImmutable(), step, 100.0 * reconstructed / best.Length);

        void Keep(ReadOnlySpan<int[]> sentences)
        {
            foreach (int[] tokens in sentences)
            {
                Genotype genotype = TokenCodec.Decode(tokens).Canonical();
                if (found.Count < options.NewPerRound && known.Add(genotype))
                {
                    found.Add(new NaoCandidate(genotype, new NaoOrigin(NaoSource.GradientStep, Rounds, step)));
                }
            }
        }
    }

    private void Renew(ImmutableArray<NaoCandidate> found)
    {
        IEnumerable<NaoCandidate> random = Fresh(
                new(seed, "nao/random", Rounds),
                Pool.Concat(found).Select(candidate => candidate.Genotype),
                options.RandomPerRound
            )
            .Select(genotype => new NaoCandidate(genotype, new NaoOrigin(NaoSource.Random, Rounds)));
        int kept =
            options.PoolUpdate == NaoPoolUpdate.KeepAll
                ? Pool.Length
                : Pool.Length - found.Length - options.RandomPerRound;
        Pool = [.. Pool[..kept], .. found, .. random];
    }

    // Distinct random architectures, none of them known.
    private static ImmutableArray<Genotype> Fresh(CounterRandom draws, IEnumerable<Genotype> known, int count)
    {
        HashSet<Genotype> seen = [.. known];
        var fresh = ImmutableArray.CreateBuilder<Genotype>(count);
        while (fresh.Count < count)
        {
            Genotype genotype = SamplingLaw.Sample(draws);
            if (seen.Add(genotype))
            {
                fresh.Add(genotype);
            }
        }

        return fresh.MoveToImmutable();
    }

    private static Tensor Tokens(ImmutableArray<PredictorSample> samples) =>
        tensor(
            samples.SelectMany(sample => sample.Tokens).Select(token => (long)token).ToArray(),
            [samples.Length, TokenCodec.Length],
            device: TorchRuntime.Device
        );
}
