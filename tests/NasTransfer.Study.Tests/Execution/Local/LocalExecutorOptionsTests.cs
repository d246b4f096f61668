using NasTransfer.Engine;
using NasTransfer.Study.Execution.Local;

namespace NasTransfer.Study.Tests.Execution.Local;

[TestFixture]
public sealed class LocalExecutorOptionsTests
{
    private const long Gibibyte = 1L << 30;

    // Cores bound it, memory bounds it, there is one at least, and whoever says a number gets it.
    [TestCase(null, 8, 64, 4, 8)]
    [TestCase(null, 8, 15, 4, 3)]
    [TestCase(null, 1, 64, 4, 1)]
    [TestCase(null, 8, 2, 4, 1)]
    [TestCase(5, 2, 2, 4, 5)]
    public void WorkersOn_CoresAndMemory_IsWhatBothAllow(int? asked, int cores, int memory, int needed, int expected) =>
        Assert.That(
            new LocalExecutorOptions { Workers = asked, MemoryPerWorker = needed * Gibibyte }.WorkersOn(
                cores,
                memory * Gibibyte
            ),
            Is.EqualTo(expected)
        );

    [Test]
    public void Validate_NoWorkers_IsRefused() =>
        Assert.That(
            () => new LocalExecutorOptions { Workers = 0 }.Validate(),
            Throws.InstanceOf<BadInputException>().With.Message.EqualTo("workers is 0; it must be 1 or more.")
        );

    [Test]
    public void Validate_NoMemory_IsRefused() =>
        Assert.That(
            () => new LocalExecutorOptions { MemoryPerWorker = 0 }.Validate(),
            Throws.InstanceOf<BadInputException>()
        );
}
