using NasTransfer.Engine.Runtime;

namespace NasTransfer.Engine.Tests.Runtime;

[TestFixture]
public sealed class DurableFileTests
{
    private string folder = "";

    [SetUp]
    public void MakeAFolder() => folder = Directory.CreateTempSubdirectory("nastransfer-durable-").FullName;

    [TearDown]
    public void RemoveTheFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Write_OverAFile_ReplacesItAndLeavesNothingElse()
    {
        string path = Path.Combine(folder, "a");
        File.WriteAllText(path, "a long text from before");

        DurableFile.Write(path, stream => stream.Write("new"u8));

        Assert.That(File.ReadAllText(path), Is.EqualTo("new"));
        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(1));
    }

    // The disk that is full after a few bytes.
    [Test]
    public void Write_AStreamThatFails_KeepsWhatWasThere()
    {
        string path = Path.Combine(folder, "a");
        File.WriteAllText(path, "before");

        Assert.That(
            () =>
                DurableFile.Write(
                    path,
                    stream =>
                    {
                        stream.Write("ne"u8);
                        throw new IOException("No space left on device");
                    }
                ),
            Throws.TypeOf<IOException>()
        );
        Assert.That(File.ReadAllText(path), Is.EqualTo("before"));
        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(1));
    }

    [Test]
    [Platform("Linux,MacOsX")]
    public void FlushFolder_OfALocalFolder_IsDone() => Assert.That(DurableFile.FlushFolder(folder), Is.True);

    [Test]
    public void FlushFolder_OfNone_IsNotDone() =>
        Assert.That(DurableFile.FlushFolder(Path.Combine(folder, "none")), Is.False);
}
