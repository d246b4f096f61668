using System.Collections.Immutable;
using NasTransfer.Engine.Interchange;
using NasTransfer.Engine.Training.Checkpoints;

namespace NasTransfer.Engine.Tests.Training.Checkpoints;

[TestFixture]
public sealed class CheckpointFileTests
{
    private readonly List<string> told = [];
    private string folder = "";
    private CheckpointFile named = null!;
    private CheckpointFile stored = null!;

    [SetUp]
    public void MakeAFolder()
    {
        folder = Directory.CreateTempSubdirectory("nastransfer-checkpoint-").FullName;
        named = new(Path.Combine(folder, "c")) { PassedOver = told.Add };
        stored = new(Path.Combine(folder, "c")) { PassedOver = told.Add, IsOfOneRun = true };
        told.Clear();
    }

    [TearDown]
    public void RemoveTheFolder() => Directory.Delete(folder, recursive: true);

    private string Previous => stored.Path + CheckpointFile.PreviousExtension;

    [Test]
    public void Load_NothingSaved_IsNullWithoutAWord()
    {
        Assert.That(named.Load("run"), Is.Null);
        Assert.That(stored.Load("run"), Is.Null);
        Assert.That(told, Is.Empty);
    }

    [Test]
    public void Load_AfterSeveralSaves_GivesTheLastAndKeepsTwo()
    {
        SaveEpochs(3);

        Assert.That(stored.Load("run")!.Epochs, Is.EqualTo(3));
        Assert.That(new CheckpointFile(Previous).Load("run")!.Epochs, Is.EqualTo(2));
        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(2));
    }

    [Test]
    public void Load_BetweenTheTwoMovesOfASave_GivesThePreviousOne()
    {
        SaveEpochs(2);
        File.Move(stored.Path, Previous, overwrite: true);

        Assert.That(named.Load("run")!.Epochs, Is.EqualTo(2));
        Assert.That(told, Is.Empty);
    }

    [Test]
    public void Load_WithAnyBitFlipped_GivesThePreviousOneAndSaysSo()
    {
        SaveEpochs(2);
        byte[] whole = File.ReadAllBytes(stored.Path);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            told.Clear();
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(stored.Path, flipped);

            Assert.That(stored.Load("run")!.Epochs, Is.EqualTo(1), $"bit {bit}");
            Assert.That(told, Has.Count.EqualTo(1), $"bit {bit}");
        }
    }

    [Test]
    public void Load_CutOffAnywhere_GivesThePreviousOne()
    {
        SaveEpochs(2);
        byte[] whole = File.ReadAllBytes(stored.Path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(stored.Path, whole[..length]);

            Assert.That(named.Load("run")!.Epochs, Is.EqualTo(1), $"{length} bytes");
        }
    }

    [Test]
    public void Save_AfterADamagedOneWasPassedOver_KeepsTheWholeOne()
    {
        SaveEpochs(2);
        File.WriteAllText(stored.Path, "");
        stored.Load("run");

        stored.Save(Of("run", 2));

        Assert.That(new CheckpointFile(Previous).Load("run")!.Epochs, Is.EqualTo(1));
    }

    [Test]
    public void Load_OfAStoreWithBothDamaged_StartsAfreshAndSaysSo()
    {
        SaveEpochs(2);
        File.WriteAllText(stored.Path, "");
        File.WriteAllText(Previous, "nothing of the kind");

        Assert.That(stored.Load("run"), Is.Null);
        Assert.That(told, Has.Count.EqualTo(2).And.All.Contain("starts afresh"));
    }

    [Test]
    public void Load_OfANamedFileWithBothDamaged_RefusesIt()
    {
        SaveEpochs(2);
        File.WriteAllText(named.Path, "");
        File.WriteAllText(Previous, "");

        Assert.That(() => named.Load("run"), Throws.TypeOf<BadInputException>().With.Message.Contains(named.Path));
    }

    [Test]
    public void Load_AnotherRuns_IsRefusedUnderAUsersNameAndPassedOverInAStore()
    {
        stored.Save(Of("other", 1));

        Assert.That(() => named.Load("run"), Throws.TypeOf<BadInputException>().With.Message.Contains("another run"));
        Assert.That(stored.Load("run"), Is.Null);
        Assert.That(told, Has.Count.EqualTo(1).And.All.Contain("another run"));
    }

    [Test]
    public void Save_WhichFails_LeavesBothGenerationsAndNoTemporaryFile()
    {
        SaveEpochs(2);
        // An element count that contradicts the shape stops the save where a full disk would.
        Checkpoint broken = Of("run", 3) with
        {
            Tensors = [SafetensorsEntry.Of("weights", [3], [1f])],
        };

        Assert.That(() => stored.Save(broken), Throws.ArgumentException);
        Assert.That(stored.Load("run")!.Epochs, Is.EqualTo(2));
        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(2));
    }

    [Test]
    public void Delete_AfterSaves_LeavesNothing()
    {
        SaveEpochs(2);

        stored.Delete();

        Assert.That(Directory.GetFileSystemEntries(folder), Is.Empty);
    }

    private void SaveEpochs(int epochs)
    {
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            stored.Save(Of("run", epoch));
        }
    }

    private static Checkpoint Of(string run, int epochs)
    {
        ImmutableArray<SafetensorsEntry> tensors =
        [
            SafetensorsEntry.Of("weights", [2], [1.5f, epochs]),
            SafetensorsEntry.Of("counts", [1], [(long)epochs]),
        ];
        return new Checkpoint(run, epochs, tensors, "[1]");
    }
}
