using System.Text.Json;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Cli.Tests.Verbs.Store;

/// <summary>What the verbs of the run store say and how they end; what they do is tested with the store.</summary>
[TestFixture]
public sealed class StoreVerbTests
{
    private static readonly SearchUnit Unit = new()
    {
        Options = new RandomSamplingOptions(),
        Seed = 7,
        Numerics = new Numerics(Numerics.CurrentVersion, "cpu", InstructionSet.Portable),
    };

    private TemporaryFolder folder = null!;
    private string here = "";

    [SetUp]
    public void MakeAStore()
    {
        folder = new TemporaryFolder();
        here = folder["here"];
        Put(here, 7);
    }

    [TearDown]
    public void RemoveTheFolder() => folder.Dispose();

    [Test]
    public void List_AStore_NamesItsUnitsAndTheHashOfAll()
    {
        Said said = CommandLine.Run("store", "list", "--store", here);

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(said.Out, Does.Contain(Unit.Key[..12]).And.Contain(Unit.Title).And.Contain("this store"));
        Assert.That(said.Out, Does.Contain(StoreHash.Of(new RunStore(here)).Sha256));
    }

    [Test]
    public void List_AsJson_IsTheSame()
    {
        JsonElement json = CommandLine.Run("store", "list", "--store", here, "--json").Json;

        Assert.That(json.GetProperty("sha256").GetString(), Is.EqualTo(StoreHash.Of(new RunStore(here)).Sha256));
        JsonElement unit = json.GetProperty("units")[0];
        Assert.That(unit.GetProperty("key").GetString(), Is.EqualTo(Unit.Key));
        Assert.That(unit.GetProperty("state").GetString(), Is.EqualTo("done"));
    }

    [Test]
    public void Show_ByTheFirstDigits_TellsTheUnitAndItsResult()
    {
        Said words = CommandLine.Run("store", "show", Unit.Key[..6], "--store", here);
        JsonElement json = CommandLine.Run("store", "show", Unit.Key[..6], "--store", here, "--json").Json;

        Assert.That(words.ExitCode, Is.Zero, words.Error);
        Assert.That(words.Out, Does.Contain(Unit.Key).And.Contain("core seconds").And.Contain("this store"));
        Assert.That(json.GetProperty("unit").GetProperty("seed").GetInt32(), Is.EqualTo(7));
        Assert.That(json.GetProperty("result").GetProperty("seed").GetInt32(), Is.EqualTo(7));
        Assert.That(json.GetProperty("events")[0].GetProperty("event").GetString(), Is.EqualTo("end"));
    }

    [Test]
    public void Show_OfNoUnit_IsRefused() =>
        CommandLine.IsRefused(CommandLine.Run("store", "show", "zzzz", "--store", here), "key", "'zzzz'");

    [Test]
    public void Verify_AWholeAndADamagedStore_TellsThemApart()
    {
        Said whole = CommandLine.Run("store", "verify", "--store", here);
        File.WriteAllText(Path.Combine(here, Unit.Key, "result.json"), "{}");
        Said damaged = CommandLine.Run("store", "verify", "--store", here);
        Said json = CommandLine.Run("store", "verify", "--store", here, "--json");

        Assert.That(whole.ExitCode, Is.Zero, whole.Out);
        Assert.That(damaged.ExitCode, Is.EqualTo(1));
        Assert.That(damaged.Out, Does.Contain($"{Unit.Key}/result.json"));
        Assert.That(json.ExitCode, Is.EqualTo(1));
        Assert.That(json.Json.GetProperty("problems").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public void Gc_DryAndThenForGood_SaysTheSame()
    {
        string leftover = Path.Combine(here, Unit.Key, "cost.json.1.ab.tmp");
        File.WriteAllText(leftover, "123");

        Said dry = CommandLine.Run("store", "gc", "--store", here, "--dry-run");
        bool stayed = File.Exists(leftover);
        JsonElement json = CommandLine.Run("store", "gc", "--store", here, "--json").Json;

        Assert.That(dry.Out, Does.Contain("cost.json.1.ab.tmp").And.Contain("1 leftovers, 3 bytes to be freed"));
        Assert.That(stayed, Is.True);
        Assert.That(json.GetProperty("bytes").GetInt32(), Is.EqualTo(3));
        Assert.That(File.Exists(leftover), Is.False);
    }

    [Test]
    public void Export_AndImport_BringAStoreToAnotherPlaceWithItsOrigin()
    {
        Said export = CommandLine.Run("store", "export", folder["a.tar.gz"], "--store", here);
        Said import = CommandLine.Run("store", "import", folder["a.tar.gz"], "--store", folder["there"]);
        Said list = CommandLine.Run("store", "list", "--store", folder["there"]);
        JsonElement show = CommandLine.Run("store", "show", Unit.Key, "--store", folder["there"], "--json").Json;

        Assert.That(export.ExitCode, Is.Zero, export.Error);
        Assert.That(import.ExitCode, Is.Zero, import.Error);
        Assert.That(import.Out, Does.Contain("1 units added, 0 were here already"));
        Assert.That(list.Out, Does.Contain("a.tar.gz").And.Contain(StoreHash.Of(new RunStore(here)).Sha256));
        Assert.That(show.GetProperty("origin").GetProperty("archive").GetString(), Is.EqualTo("a.tar.gz"));
    }

    [Test]
    public void Import_OfAnotherResult_FailsAndNamesTheConflict()
    {
        Put(folder["there"], 8);
        CommandLine.Run("store", "export", folder["a.tar.gz"], "--store", here);

        Said import = CommandLine.Run("store", "import", folder["a.tar.gz"], "--store", folder["there"]);
        Said json = CommandLine.Run("store", "import", folder["a.tar.gz"], "--store", folder["there"], "--json");

        Assert.That(import.ExitCode, Is.EqualTo(1));
        Assert.That(import.Out, Does.Contain("conflict").And.Contain(Unit.Key));
        Assert.That(json.Json.GetProperty("conflicts").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public void Import_OfNoArchive_IsRefused()
    {
        File.WriteAllText(folder["a.tar.gz"], "no archive");

        CommandLine.IsRefused(
            CommandLine.Run("store", "import", folder["a.tar.gz"], "--store", here),
            folder["a.tar.gz"]
        );
    }

    [TestCase("list")]
    [TestCase("verify")]
    [TestCase("gc")]
    public void AnyVerb_WithoutAStore_IsRefusedAndMakesNone(string verb)
    {
        CommandLine.IsRefused(CommandLine.Run("store", verb), "--store");
        CommandLine.IsRefused(CommandLine.Run("store", verb, "--store", folder["none"]), "--store", "none");
        Assert.That(Directory.Exists(folder["none"]), Is.False);
    }

    // A result of another seed stands for a machine that computes otherwise.
    private static void Put(string path, ulong seed)
    {
        RunStore store = new(path);
        SearchResult result = new("random", seed, PublishedGenotypes.DartsV2, [], SearchCost.Zero);
        store.Put(Unit, result, new UnitCost(2, 1.5, 100));
        store.EventsOf(Unit).Append(new UnitEnded(UnitStatus.Done));
    }
}
