using NasTransfer.Engine.Runtime;
using TorchSharp;

namespace NasTransfer.Engine.Tests.Runtime;

/// <summary>libtorch runs already when these tests do, as <see cref="TorchSetUp"/> started it.</summary>
public sealed class TorchRuntimeTests
{
    [Test]
    public void Start_WithTheSameOptions_AnswersWithTheSameEnvironment() =>
        Assert.That(TorchRuntime.Start(new RuntimeOptions()), Is.SameAs(TorchSetUp.Environment));

    [Test]
    public void Start_WithOtherOptions_SaysThatItRunsAlready() =>
        Assert.That(
            () => TorchRuntime.Start(new RuntimeOptions { Threads = 2 }),
            Throws.TypeOf<BadInputException>().With.Message.Contains("already runs")
        );

    [Test]
    public void Environment_AfterTheStart_ShowsWhatWasSet()
    {
        Dictionary<string, string> values = TorchSetUp.Environment.Values.ToDictionary();
        Assert.Multiple(() =>
        {
            Assert.That(values["Threads"], Is.EqualTo("1"));
            Assert.That(values["Device"], Is.EqualTo("cpu"));
            Assert.That(values["libtorch"], Does.Match(@"^\d+\.\d+\.\d+$"));
            Assert.That(values["TorchSharp"], Does.StartWith(typeof(torch).Assembly.GetName().Version!.ToString(3)));
            Assert.That(values["CPU"], Is.Not.Empty);
            Assert.That(torch.get_num_threads(), Is.EqualTo(1));
        });
    }

    [Test]
    [Platform("Linux")]
    public void Environment_OnLinux_KeepsMemoryAndIsDeterministic()
    {
        Dictionary<string, string> values = TorchSetUp.Environment.Values.ToDictionary();
        Assert.Multiple(() =>
        {
            Assert.That(values["Deterministic algorithms"], Is.EqualTo("on"));
            Assert.That(values["Allocator"], Does.StartWith("glibc"));
        });
    }
}
