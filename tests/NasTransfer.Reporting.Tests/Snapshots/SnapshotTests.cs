using NasTransfer.Reproduction.Snapshots;
using Snapshooter;

namespace NasTransfer.Reporting.Tests.Snapshots;

[TestFixture]
public sealed class SnapshotTests
{
    private static readonly Dictionary<string, double> Tolerances = new() { ["ri"] = 0.1, ["interval"] = 0.1 };

    private string folder = "";
    private SnapshotFullName name = null!;

    [SetUp]
    public void MakeAFolder()
    {
        folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"snapshots-{Guid.NewGuid():N}");
        name = new SnapshotFullName("Fixture.Test_data=generated", folder);
    }

    [TearDown]
    public void RemoveTheFolder()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Match_AFirstRun_FailsAndLeavesWhatItReceived()
    {
        string message = Failure(Value());

        Assert.That(message, Does.Contain("no approved snapshot yet"));
        Assert.That(Files(), Is.EqualTo(new[] { "Fixture.Test_data=generated.received.json" }));
    }

    [Test]
    public void Match_ASecondRunThatNobodyApproved_FailsAgain()
    {
        Failure(Value());

        Assert.That(Failure(Value()), Does.Contain("no approved snapshot yet"));
    }

    [Test]
    public void Match_TheApprovedValue_PassesAndTidiesUp()
    {
        Approve(Value());
        File.WriteAllText(SnapshotFiles.Received(name), "left by an earlier run");

        Snapshot.Match(Value(), name, Tolerances);

        Assert.That(Files(), Is.EqualTo(new[] { "Fixture.Test_data=generated.verified.json" }));
    }

    [Test]
    public void Match_ANumberWithinItsTolerance_Passes()
    {
        Approve(Value(ri: 1.00));

        Assert.That(() => Snapshot.Match(Value(ri: 1.10), name, Tolerances), Throws.Nothing);
    }

    [Test]
    public void Match_ANumberBeyondItsTolerance_FailsAndNamesIt()
    {
        Approve(Value(ri: 1.00));

        Assert.That(Failure(Value(ri: 1.11)), Does.Contain("ri: approved 1, received 1.11 (tolerance 0.1)"));
    }

    [Test]
    public void Match_AnEntryOfAListBeyondItsTolerance_FailsAndNamesIt()
    {
        Approve(Value(high: 2));

        Assert.That(Failure(Value(high: 3)), Does.Contain("interval[1]: approved 2, received 3"));
    }

    [Test]
    public void Match_ANumberWithoutATolerance_IsExact()
    {
        Approve(Value(n: 3));

        Assert.That(Failure(Value(n: 4)), Does.Contain("n: approved 3, received 4"));
    }

    [Test]
    public void Match_AnotherVerdict_FailsAndKeepsTheApprovedOne()
    {
        Approve(Value(verdict: "Inconclusive"));
        string approved = File.ReadAllText(SnapshotFiles.Approved(name));

        string message = Failure(Value(verdict: "Reproduced"));

        Assert.That(message, Does.Contain("verdict: approved \"Inconclusive\", received \"Reproduced\""));
        Assert.That(File.ReadAllText(SnapshotFiles.Approved(name)), Is.EqualTo(approved));
        Assert.That(File.ReadAllText(SnapshotFiles.Received(name)), Does.Contain("Reproduced"));
    }

    [Test]
    public void Match_AValueWhereNoneWasApproved_Fails()
    {
        Approve(Value(ri: null));

        Assert.That(Failure(Value(ri: 0)), Does.Contain("ri: approved null, received 0"));
    }

    [Test]
    public void Match_AFieldTooMuchAndOneTooFew_NamesBoth()
    {
        Approve(new { Verdict = "x", Old = 1 });

        string message = Failure(new { Verdict = "x", New = 2 });

        Assert.That(message, Does.Contain("old is approved, and was not received"));
        Assert.That(message, Does.Contain("new was received, and is not approved"));
    }

    [Test]
    public void Match_ABrokenApprovedFile_Fails()
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(SnapshotFiles.Approved(name), "{ \"verdict\": ");

        Assert.That(Failure(Value()), Does.Contain("the approved snapshot is no JSON"));
    }

    private void Approve(object value) => File.Move(Snapshot.Receive(value, name), SnapshotFiles.Approved(name));

    // A failing assertion within a test marks the test itself, unless it is isolated.
    private string Failure(object value)
    {
        using (new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext())
        {
            return Assert.Throws<AssertionException>(() => Snapshot.Match(value, name, Tolerances))!.Message;
        }
    }

    private string[] Files() => [.. Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order()];

    private static object Value(double? ri = 1, double high = 2, int n = 3, string verdict = "Inconclusive") =>
        new
        {
            Verdict = verdict,
            N = n,
            Ri = ri,
            Interval = new[] { 0, high },
        };
}
