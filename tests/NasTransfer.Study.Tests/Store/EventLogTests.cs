using System.Collections.Immutable;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Store;

[TestFixture]
public sealed class EventLogTests
{
    private static readonly SearchUnit Unit = new()
    {
        Options = new RandomSamplingOptions(),
        Source = new UnitData("CIFAR10", "aa", null),
        SplitSha256 = "bb",
        Seed = 1,
        Numerics = new Numerics(1, "cpu", InstructionSet.Portable),
    };

    private static readonly AugmentEpochEnded Epoch = new(new AugmentEpoch(0, 0.025, 2.5, 10, double.NaN, 11));

    private RunStore store = null!;

    [SetUp]
    public void MakeAStore() =>
        store = new(Path.Combine(TestContext.CurrentContext.WorkDirectory, $"store-{Guid.NewGuid():N}"));

    [TearDown]
    public void RemoveTheStore() => Directory.Delete(store.Folder, recursive: true);

    [Test]
    public void Read_NothingWritten_IsEmpty()
    {
        Assert.That(store.EventsOf(Unit).Read(), Is.EqualTo(EventHistory.Empty));
    }

    [Test]
    public void Append_EveryKindOfEvent_ComesBack()
    {
        SearchEpoch searched = new(
            0,
            Fakes.Genotype(3),
            SearchCost.Zero,
            ImmutableSortedDictionary.CreateRange([KeyValuePair.Create("loss", double.NaN)])
        );
        store.EventsOf(Unit).Append(UnitStarted.Of(Unit));
        store.EventsOf(Unit).Append(new SearchEpochEnded(searched));
        store.EventsOf(Unit).Append(Epoch);
        store.EventsOf(Unit).Append(new UnitEnded(UnitStatus.Failed, "It diverged\nat once."));

        var (events, damaged) = store.EventsOf(Unit).Read();

        Assert.That(damaged, Is.Zero);
        Assert.That(events, Has.Length.EqualTo(4));
        var start = (UnitStarted)events[0];
        Assert.That(
            start.DataSha256,
            Is.EqualTo(new Dictionary<string, string> { ["split"] = "bb", ["train"] = "aa" })
        );
        Assert.That(start.Numerics, Is.EqualTo(Unit.Numerics));
        Assert.That(((SearchEpochEnded)events[1]).Epoch.Genotype, Is.EqualTo(searched.Genotype));
        Assert.That(((SearchEpochEnded)events[1]).Epoch.Values["loss"], Is.NaN);
        Assert.That(events[2], Is.EqualTo(Epoch));
        Assert.That(events[3], Is.EqualTo(new UnitEnded(UnitStatus.Failed, "It diverged\nat once.")));
    }

    [Test]
    public void Append_AfterALineTornAnywhere_LosesThatLineAlone()
    {
        EventLog log = store.EventsOf(Unit);
        log.Append(Epoch);
        long one = new FileInfo(log.Path).Length;
        log.Append(Epoch);
        byte[] two = File.ReadAllBytes(log.Path);
        for (long length = one; length < two.Length; length++)
        {
            File.WriteAllBytes(log.Path, two[..(int)length]);
            Assert.That(log.Read().Events, Is.EqualTo(new UnitEvent[] { Epoch }), $"{length} bytes");

            log.Append(new UnitEnded(UnitStatus.Done));

            var (events, damaged) = log.Read();
            Assert.That(
                events,
                Is.EqualTo(new UnitEvent[] { Epoch, new UnitEnded(UnitStatus.Done) }),
                $"{length} bytes"
            );
            Assert.That(damaged, Is.Zero, $"{length} bytes");
        }
    }

    [Test]
    public void Read_AFlippedLineInTheMiddle_LosesThatLineAlone()
    {
        EventLog log = store.EventsOf(Unit);
        log.Append(Epoch);
        log.Append(new UnitEnded(UnitStatus.Failed, "out of memory"));
        log.Append(Epoch);
        File.WriteAllText(log.Path, File.ReadAllText(log.Path).Replace("memory", "mamory"));

        var (events, damaged) = log.Read();

        Assert.That(events, Is.EqualTo(new UnitEvent[] { Epoch, Epoch }));
        Assert.That(damaged, Is.EqualTo(1));
    }

    [Test]
    public void Read_WithAnyBitFlipped_NeverTellsAnythingElse()
    {
        EventLog log = store.EventsOf(Unit);
        log.Append(Epoch);
        byte[] whole = File.ReadAllBytes(log.Path);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(log.Path, flipped);

            Assert.That(log.Read().Events, Has.All.EqualTo(Epoch), $"bit {bit}");
        }
    }

    [Test]
    public void Read_WhileAnotherWrites_Works()
    {
        EventLog log = store.EventsOf(Unit);
        log.Append(Epoch);
        using FileStream writer = new(log.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);

        Assert.That(log.Read().Events, Has.Length.EqualTo(1));
    }
}
