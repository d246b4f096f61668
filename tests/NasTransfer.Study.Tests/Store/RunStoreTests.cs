using NasTransfer.Engine;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Store;

[TestFixture]
public sealed class RunStoreTests
{
    private static readonly SearchUnit Unit = new()
    {
        Options = new RandomSamplingOptions(),
        Seed = 1,
        Numerics = new Numerics(1, "cpu", InstructionSet.Portable),
    };

    private string folder = "";

    [SetUp]
    public void MakeAFolder() =>
        folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"store-{Guid.NewGuid():N}");

    [TearDown]
    public void RemoveTheFolder()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Find_NothingStored_IsNull()
    {
        List<string> distrusted = [];

        Assert.That(new RunStore(folder).Find<AugmentResult>(Unit, distrusted.Add), Is.Null);
        Assert.That(distrusted, Is.Empty);
    }

    [Test]
    public void Find_AStoredResult_ComesBackWhole()
    {
        AugmentResult result = Fakes.Result(0.1 + 0.2);
        new RunStore(folder).Put(Unit, result, new UnitCost(1.5, 1.25, 100));

        Stored<AugmentResult> stored = new RunStore(folder).Find<AugmentResult>(Unit)!;

        Assert.That(stored.Result.Top1Last, Is.EqualTo(0.1 + 0.2));
        Assert.That(stored.Result.Epochs, Is.EqualTo(result.Epochs));
        Assert.That(stored.Cost, Is.EqualTo(new UnitCost(1.5, 1.25, 100)));
    }

    [Test]
    public void Find_ADivergedResult_ComesBackWithItsNaN()
    {
        new RunStore(folder).Put(Unit, Fakes.Result(double.NaN, diverged: true), new UnitCost(0, 0, 0));

        AugmentResult result = new RunStore(folder).Find<AugmentResult>(Unit)!.Result;

        Assert.That(result.Diverged, Is.True);
        Assert.That(result.Top1Last, Is.NaN);
    }

    [Test]
    public void Find_AStoredGenotype_ComesBackEqual()
    {
        SearchResult result = new("DARTS", 3, Fakes.Genotype(9), [], new SearchCost(1, 2, 3.5));
        new RunStore(folder).Put(Unit, result, new UnitCost(0, 0, 0));

        Assert.That(new RunStore(folder).Find<SearchResult>(Unit)!.Result.Genotype, Is.EqualTo(result.Genotype));
    }

    [TestCase("41.25", "48.25")]
    [TestCase("\"sha256\"", "\"sha265\"")]
    [TestCase("{", "")]
    [TestCase("\"result\"", "\"results\"")]
    public void Find_AChangedFile_IsNotTrusted(string old, string replacement)
    {
        RunStore store = new(folder);
        store.Put(Unit, Fakes.Result(41.25), new UnitCost(0, 0, 0));
        string path = Path.Combine(store.FolderOf(Unit), "result.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, replacement));
        List<string> distrusted = [];

        Assert.That(store.Find<AugmentResult>(Unit, distrusted.Add), Is.Null);
        Assert.That(distrusted, Has.Count.EqualTo(1));
    }

    [Test]
    public void Find_ATruncatedFile_IsNotTrusted()
    {
        RunStore store = new(folder);
        store.Put(Unit, Fakes.Result(41.25), new UnitCost(0, 0, 0));
        string path = Path.Combine(store.FolderOf(Unit), "result.json");
        string text = File.ReadAllText(path);
        File.WriteAllText(path, text[..(text.Length / 2)]);

        Assert.That(store.Find<AugmentResult>(Unit), Is.Null);
    }

    [Test]
    public void Find_AnotherUnitsFile_IsNotTrusted()
    {
        RunStore store = new(folder);
        SearchUnit other = Unit with { Seed = 2 };
        store.Put(Unit, Fakes.Result(41.25), new UnitCost(0, 0, 0));
        Directory.CreateDirectory(store.FolderOf(other));
        File.Copy(
            Path.Combine(store.FolderOf(Unit), "result.json"),
            Path.Combine(store.FolderOf(other), "result.json")
        );

        Assert.That(store.Find<AugmentResult>(other), Is.Null);
    }

    [Test]
    public void Find_AnUnreadableCost_LosesNoResult()
    {
        RunStore store = new(folder);
        store.Put(Unit, Fakes.Result(41.25), new UnitCost(0, 0, 0));
        File.WriteAllText(Path.Combine(store.FolderOf(Unit), "cost.json"), "{");

        Stored<AugmentResult> stored = store.Find<AugmentResult>(Unit)!;

        Assert.That(stored.Result.Top1Last, Is.EqualTo(41.25));
        Assert.That(stored.Cost, Is.Null);
    }

    [Test]
    public void Put_Twice_KeepsTheLaterAndLeavesNothingBehind()
    {
        RunStore store = new(folder);
        store.Put(Unit, Fakes.Result(1), new UnitCost(0, 0, 0));
        store.Put(Unit, Fakes.Result(2), new UnitCost(0, 0, 0));

        Assert.That(store.Find<AugmentResult>(Unit)!.Result.Top1Last, Is.EqualTo(2));
        Assert.That(
            Directory.GetFiles(store.FolderOf(Unit)).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "unit.json", "result.json", "cost.json" })
        );
    }

    [Test]
    public void Put_TheUnit_CanBeReadFromItsFile()
    {
        RunStore store = new(folder);
        store.Put(Unit, Fakes.Result(1), new UnitCost(0, 0, 0));

        string text = File.ReadAllText(Path.Combine(store.FolderOf(Unit), "unit.json"));

        Assert.That(
            CanonicalJson.Sha256(CanonicalJson.Of(System.Text.Json.Nodes.JsonNode.Parse(text))),
            Is.EqualTo(Unit.Key)
        );
    }

    [Test]
    public void New_WhereAFileLies_SaysSo()
    {
        File.WriteAllText(folder, "");
        try
        {
            Assert.That(() => new RunStore(folder), Throws.TypeOf<BadInputException>().With.Message.Contains(folder));
        }
        finally
        {
            File.Delete(folder);
        }
    }
}
