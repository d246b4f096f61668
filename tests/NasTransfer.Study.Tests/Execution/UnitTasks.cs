using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Execution;

/// <summary>Tasks about nothing, told apart by their seeds.</summary>
internal static class UnitTasks
{
    public static Numerics Numerics { get; } = new(Numerics.CurrentVersion, "cpu", InstructionSet.Portable);

    public static UnitTask Search(ulong seed, ISearchOptions? options = null) =>
        new(
            $"search {seed}",
            new SearchUnit
            {
                Options = options ?? new DartsOptions(),
                Source = new UnitData("CIFAR10", "00", TestSha256: null),
                SplitSha256 = "00",
                Seed = seed,
                Numerics = Numerics,
            },
            Augment: null
        );

    public static UnitTask Training(ulong searchSeed, ulong seed, ISearchOptions? options = null) =>
        new(
            $"training {seed} of search {searchSeed}",
            Search(searchSeed, options).Search,
            new AugmentOrder
            {
                Target = new UnitData("ImageNet1K", "00", "00"),
                Network = new NetworkOptions
                {
                    Channels = 2,
                    Cells = 3,
                    Classes = 2,
                },
                Options = new AugmentOptions(),
                Seed = seed,
                Numerics = Numerics,
            }
        );

    /// <summary>Searches 1, 2, …, and of each a training whose seed is 100 more.</summary>
    public static UnitTask[] Pairs(int count) =>
        [
            .. Enumerable.Range(1, count).Select(seed => Search((ulong)seed)),
            .. Enumerable.Range(1, count).Select(seed => Training((ulong)seed, (ulong)seed + 100)),
        ];

    /// <summary>Puts a result of a search into a store.</summary>
    public static void Put(RunStore store, UnitTask search) =>
        store.Put(
            search.Search,
            new SearchResult(
                search.Search.Method,
                search.Search.Seed,
                Fakes.Genotype(search.Search.Seed),
                [],
                SearchCost.Zero
            ),
            new UnitCost(1, 1, 1)
        );
}
