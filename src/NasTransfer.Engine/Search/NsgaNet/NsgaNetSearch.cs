using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Options;
using NasTransfer.Engine.Training;
using NasTransfer.Engine.Training.Checkpoints;

namespace NasTransfer.Engine.Search.NsgaNet;

/// <summary>
/// NSGA-Net (Lu et al., GECCO 2019): a population of architectures, bred by crossover and mutation, each trained from
/// scratch; those survive that trade error against multiply-adds best.
/// </summary>
public sealed class NsgaNetSearch : ISearch
{
    /// <summary>As the paper writes it.</summary>
    public const string Name = "NSGANet";

    /// <exception cref="BadInputException">An option is out of range.</exception>
    public NsgaNetSearch(NsgaNetOptions options)
    {
        options.Validate();
        Options = options;
    }

    public string Method => Name;

    public NsgaNetOptions Options { get; }

    /// <inheritdoc/>
    /// <remarks>
    /// An epoch is a generation, the first being the random initial population. The checkpoint is also renewed after each
    /// training, so an interruption costs one at most.
    /// </remarks>
    public SearchResult Run(
        SearchData data,
        ulong seed,
        IProgress<SearchProgress>? progress = null,
        CheckpointFile? checkpoint = null,
        CancellationToken cancellation = default
    )
    {
        var training = new IndividualTraining(Options, data);
        double largestMacs = training.LargestMacs;
        string run = checkpoint is null
            ? ""
            : Checkpoint.IdentityOf(Method, Options, seed, data.Preprocessing, data.Train, data.Validation);
        State state = checkpoint?.Load(run)?.Restore<State>([]) ?? State.Empty;
        Dictionary<Genotype, Fitness> known = state.Trained.ToDictionary(one => one.Genotype, one => one.Fitness);
        int evaluations = state.Evaluations;
        long steps = training.Steps * (Options.Population + (Options.Generations - 1L) * Options.Offspring);

        var evolution = new Evolution(Options, seed, FitnessOf);
        for (int generation = state.Trace.Length; generation < Options.Generations; generation++)
        {
            ImmutableArray<Individual> population =
                generation == 0 ? evolution.Begin() : evolution.Next(state.Population, generation);
            state = state with { Population = population, Evaluations = evaluations };
            SearchEpoch epoch = Epoch(generation, state, largestMacs);
            state = state with { Trace = state.Trace.Add(epoch) };
            Save();
            Report(generation + 1, 0, epoch);
        }

        return new SearchResult(
            Method,
            seed,
            Evolution.Choice(state.Population).Genotype,
            state.Trace,
            Cost(state.Trained)
        )
        {
            Details = Details(state).ToJson(),
        };

        Fitness FitnessOf(Genotype genotype, int generation)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!known.TryGetValue(genotype, out Fitness fitness))
            {
                TrainedIndividual individual = training.Train(
                    genotype,
                    generation,
                    new StepReports(step => Report(generation, step, ended: null)),
                    cancellation
                );
                fitness = individual.Fitness;
                known.Add(genotype, fitness);
                state = state with { Trained = state.Trained.Add(individual) };
                Save();
            }

            evaluations++;
            return fitness;
        }

        void Save() => checkpoint?.Save(Checkpoint.Capture(run, state.Trace.Length, [], state));

        void Report(int generation, long step, SearchEpoch? ended) =>
            progress?.Report(new(generation, Options.Generations, evaluations * training.Steps + step, steps, ended));
    }

    private static SearchEpoch Epoch(int generation, State state, double largestMacs)
    {
        Individual choice = Evolution.Choice(state.Population);
        Fitness[] front = [.. state.Population.Where(one => one.Rank == 0).Select(one => one.Fitness)];
        return new SearchEpoch(
            generation,
            choice.Genotype,
            Cost(state.Trained),
            ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal,
                new Dictionary<string, double>
                {
                    ["best-error"] = choice.Fitness.Error,
                    ["best-macs"] = choice.Fitness.Macs,
                    ["mean-error"] = state.Population.Average(one => one.Fitness.Error),
                    ["mean-macs"] = state.Population.Average(one => one.Fitness.Macs),
                    ["front-size"] = front.Length,
                    ["hypervolume"] = ParetoRanking.Hypervolume(front, largestMacs),
                    ["born"] = state.Population.Count(one => one.Generation == generation),
                    ["evaluations"] = state.Evaluations,
                    ["trainings"] = state.Trained.Length,
                }
            )
        )
        {
            State = NsgaNetDetails.StateOf(state.Population.Select(Described)),
        };
    }

    private NsgaNetDetails Details(State state)
    {
        NsgaNetIndividual[] front =
        [
            .. state.Population.Where(one => one.Rank == 0).Select(Described).OrderBy(one => (one.Error, one.Macs)),
        ];
        return new NsgaNetDetails(
            Options,
            Described(Evolution.Choice(state.Population)),
            [.. front],
            [.. state.Population.OrderBy(one => (one.Rank, -one.Crowding)).Select(Described)],
            state.Evaluations,
            state.Trained.Length
        );
    }

    private static NsgaNetIndividual Described(Individual one) =>
        new(one.Genotype, one.Fitness.Error, one.Fitness.Macs, one.Generation);

    private static SearchCost Cost(ImmutableArray<TrainedIndividual> trained) =>
        new(
            trained.Sum(one => one.Cost.ForwardBackwardImages),
            trained.Sum(one => one.Cost.ForwardImages),
            trained.Sum(one => one.Cost.Macs)
        );

    /// <summary>What a checkpoint holds.</summary>
    /// <param name="Trace">The generations that have ended.</param>
    /// <param name="Population">That of the last of them.</param>
    /// <param name="Evaluations">Up to its end.</param>
    /// <param name="Trained">Every architecture trained so far, also in the generation that is under way.</param>
    private sealed record State(
        ImmutableArray<SearchEpoch> Trace,
        ImmutableArray<Individual> Population,
        int Evaluations,
        ImmutableArray<TrainedIndividual> Trained
    )
    {
        public static State Empty { get; } = new([], [], 0, []);
    }

    private sealed class StepReports(Action<long> report) : IProgress<AugmentProgress>
    {
        public void Report(AugmentProgress value)
        {
            if (value.Ended is null)
            {
                report(value.Step);
            }
        }
    }
}
