using System.ComponentModel;
using System.Diagnostics;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Store;

[TestFixture]
public sealed class UnitLockTests
{
    private static readonly SearchUnit Unit = new()
    {
        Options = new RandomSamplingOptions(),
        Seed = 1,
        Numerics = new Numerics(1, "cpu", InstructionSet.Portable),
    };

    private RunStore store = null!;

    [SetUp]
    public void MakeAStore() =>
        store = new(Path.Combine(TestContext.CurrentContext.WorkDirectory, $"store-{Guid.NewGuid():N}"));

    [TearDown]
    public void RemoveTheStore() => Directory.Delete(store.Folder, recursive: true);

    [Test]
    public void TryLock_AHeldUnit_IsNull()
    {
        using UnitLock? first = store.TryLock(Unit);

        Assert.That(first, Is.Not.Null);
        Assert.That(new RunStore(store.Folder).TryLock(Unit), Is.Null);
    }

    [Test]
    public void TryLock_AUnitGivenFree_IsHeldAgain()
    {
        store.TryLock(Unit)!.Dispose();

        using UnitLock? second = store.TryLock(Unit);

        Assert.That(second, Is.Not.Null);
    }

    [Test]
    public void TryLock_AnotherUnit_IsFree()
    {
        using UnitLock? first = store.TryLock(Unit);
        using UnitLock? second = store.TryLock(Unit with { Seed = 2 });

        Assert.That(second, Is.Not.Null);
    }

    [Test]
    public void TryLock_WhereAFolderBearsItsName_Throws()
    {
        Directory.CreateDirectory(Path.Combine(store.FolderOf(Unit), "lock"));

        Assert.That(() => store.TryLock(Unit), Throws.InstanceOf<UnauthorizedAccessException>());
    }

    // flock(1) of util-linux holds the lock as another program would; -o keeps it out of the hands of what it starts.
    [Test]
    public void TryLock_AUnitWhoseProcessWasKilled_IsFree()
    {
        store.TryLock(Unit)!.Dispose();
        string[] arguments = ["-o", Path.Combine(store.FolderOf(Unit), "lock"), "sh", "-c", "echo held; read line"];
        using Process other = Start("flock", arguments);
        Assert.That(other.StandardOutput.ReadLine(), Is.EqualTo("held"));
        Assert.That(store.TryLock(Unit), Is.Null);

        other.Kill(entireProcessTree: true);
        other.WaitForExit();

        using UnitLock? held = store.TryLock(Unit);
        Assert.That(held, Is.Not.Null);
    }

    private static Process Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true }
            )!;
        }
        catch (Win32Exception)
        {
            Assert.Ignore($"There is no {program} here to hold a lock from another process.");
            throw;
        }
    }
}
