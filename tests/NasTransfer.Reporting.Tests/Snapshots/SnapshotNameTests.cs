using NasTransfer.Reproduction.Snapshots;

namespace NasTransfer.Reporting.Tests.Snapshots;

[TestFixture]
public sealed class SnapshotNameTests
{
    [Test]
    public void OfCurrentTest_APlainTest_IsFixtureAndMethod()
    {
        Assert.That(
            SnapshotName.OfCurrentTest("folder").Filename,
            Is.EqualTo("SnapshotNameTests.OfCurrentTest_APlainTest_IsFixtureAndMethod")
        );
    }

    [Test]
    public void OfCurrentTest_RunTimeParameters_AreAppended()
    {
        Assert.That(
            SnapshotName.OfCurrentTest("folder", ("data", "generated")).Filename,
            Does.EndWith("_data=generated")
        );
    }

    [TestCase(1, "a")]
    [TestCase(2, "b:/c")]
    public void OfCurrentTest_Arguments_AreNamedAndSafe(int count, string text)
    {
        string safe = text.Replace(':', '-').Replace('/', '-');

        Assert.That(SnapshotName.OfCurrentTest("folder").Filename, Does.EndWith($"_count={count}_text={safe}"));
    }
}

[TestFixture("small")]
[TestFixture("large")]
public sealed class ParameterisedSnapshotNameTests(string size)
{
    [Test]
    public void OfCurrentTest_AParameterisedFixture_CarriesItsArguments()
    {
        Assert.That(
            SnapshotName.OfCurrentTest("folder").Filename,
            Is.EqualTo(
                $"ParameterisedSnapshotNameTests_size={size}.OfCurrentTest_AParameterisedFixture_CarriesItsArguments"
            )
        );
    }
}
