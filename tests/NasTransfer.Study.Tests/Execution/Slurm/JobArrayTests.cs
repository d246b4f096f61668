using NasTransfer.Study.Execution.Slurm;

namespace NasTransfer.Study.Tests.Execution.Slurm;

[TestFixture]
public sealed class JobArrayTests
{
    [TestCase(new[] { 0 }, "0")]
    [TestCase(new[] { 0, 1, 2, 3 }, "0-3")]
    [TestCase(new[] { 0, 2, 3, 7 }, "0,2-3,7")]
    [TestCase(new[] { 5, 6 }, "5-6")]
    public void Indices_OfLines_AreRanges(int[] indices, string expected) =>
        Assert.That(
            new JobArray(1, 1, null, [.. indices.Select(index => new ManifestLine(index, []))]).Indices,
            Is.EqualTo(expected)
        );
}
