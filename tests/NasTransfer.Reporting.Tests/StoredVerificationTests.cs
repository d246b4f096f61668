using NasTransfer.Engine;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Reporting.Tests;

[TestFixture]
public sealed class StoredVerificationTests
{
    private string folder = "";
    private RunStore store = null!;

    [SetUp]
    public void MakeAStore()
    {
        folder = Directory.CreateTempSubdirectory("nastransfer-verification-").FullName;
        store = new RunStore(folder);
    }

    [TearDown]
    public void RemoveIt() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Find_NobodyVerified_IsNull() => Assert.That(StoredVerification.Find(store), Is.Null);

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("null")]
    public void Find_SomethingElse_IsRefusedByName(string text)
    {
        File.WriteAllText(StoredVerification.PathIn(store), text);

        Assert.That(
            () => StoredVerification.Find(store),
            Throws.TypeOf<BadInputException>().With.Message.Contains("verification.json")
        );
    }

    [Test]
    public void Find_AUnitWhoseResultIsTheOneThatWasVerified_IsNotChanged()
    {
        SearchUnit unit = Put();
        Verify(unit, StoreHash.Of(store).Results.Single().Sha256);

        StoredVerification found = StoredVerification.Find(store)!;

        Assert.That(found.Verification.Candidates, Is.EqualTo(9));
        Assert.That(found.Verification.Units.Single().IsSame, Is.True);
        Assert.That(found.Changed, Is.Empty);
    }

    [Test]
    public void Find_AUnitWithAnotherResultByNow_IsNamed()
    {
        SearchUnit unit = Put();
        Verify(unit, new string('a', 64));

        Assert.That(StoredVerification.Find(store)!.Changed, Is.EqualTo(new[] { unit.Key }));
    }

    private SearchUnit Put()
    {
        SearchUnit unit = new()
        {
            Options = new RandomSamplingOptions(),
            Seed = 1,
            Numerics = new Numerics(Numerics.CurrentVersion, "cpu", Engine.Runtime.InstructionSet.Portable),
        };
        store.Put(
            unit,
            new SearchResult("RandomSampling", 1, Engine.Architectures.PublishedGenotypes.DartsV2, [], SearchCost.Zero),
            new UnitCost(1, 1, 1)
        );
        return unit;
    }

    // As nastransfer verify writes it.
    private void Verify(SearchUnit unit, string hash) =>
        File.WriteAllText(
            StoredVerification.PathIn(store),
            CanonicalJson.Pretty(new Verification(9, [new VerifiedUnit(unit.Title, unit.Key, hash, hash)]))
        );
}
