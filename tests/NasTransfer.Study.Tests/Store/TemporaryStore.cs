using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Store;

/// <summary>A run store of one test, and the units that it may hold.</summary>
internal sealed class TemporaryStore : IDisposable
{
    public TemporaryStore()
    {
        Folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"store-{Guid.NewGuid():N}");
        Store = new RunStore(Folder);
    }

    public string Folder { get; }

    public RunStore Store { get; }

    public static SearchUnit Search(ulong seed, int numerics = Numerics.CurrentVersion) =>
        new()
        {
            Options = new RandomSamplingOptions(),
            Seed = seed,
            Numerics = new Numerics(numerics, "cpu", InstructionSet.Portable),
        };

    public static AugmentUnit Augment(ulong seed) =>
        new()
        {
            Genotype = PublishedGenotypes.DartsV2,
            Target = new UnitData("CIFAR10", "aa", "bb"),
            Network = new NetworkOptions
            {
                Channels = 4,
                Cells = 3,
                Classes = 10,
            },
            Options = new AugmentOptions(),
            Seed = seed,
            Numerics = new Numerics(Numerics.CurrentVersion, "cpu", InstructionSet.Portable),
        };

    /// <summary>Stores a result with its cost and its events.</summary>
    public Unit Put(Unit unit, double top1)
    {
        Store.EventsOf(unit).Append(UnitStarted.Of(unit));
        Store.Put(unit, Fakes.Result(top1), new UnitCost(1.5, 1.25, 100));
        Store.EventsOf(unit).Append(new UnitEnded(UnitStatus.Done));
        return unit;
    }

    public string PathOf(Unit unit, string file) => Path.Combine(Store.FolderOf(unit), file);

    public string[] FilesOf(Unit unit) =>
        [.. Directory.GetFiles(Store.FolderOf(unit)).Select(file => Path.GetFileName(file)!).Order()];

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
