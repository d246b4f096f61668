using System.Text;
using NasTransfer.Engine;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Study.Tests.Experiments;

[TestFixture]
public sealed class PaperExperimentsTests
{
    [TestCase("\"DARTS\"", "\"DATRS\"", "names the method 'DATRS'")]
    [TestCase("\"MIT67\"", "\"MIT76\"", "names the source 'MIT76', which is no row of Table 1")]
    [TestCase("\"place\"", "\"palce\"", "experiments:0:palce is no known key")]
    [TestCase("\"None\"", "\"Nothing\"", "tricks holds 'Nothing'; it must be one of None, DropPath")]
    [TestCase("\"sources\": [\"MIT67\"],", "", "must have sources")]
    public void Read_AMistake_IsNamed(string old, string replacement, string named)
    {
        const string File = """
            {
              "firstSearchSeed": 2, "firstRandomSeed": 101,
              "counts": { "searches": 5, "random": 5, "spread": 30, "ablations": 1 },
              "experiments": [
                { "name": "a", "place": "here", "count": "searches", "methods": ["DARTS"], "sources": ["MIT67"],
                  "targets": ["ImageNet1K"], "tricks": ["None"] }
              ]
            }
            """;
        string broken = File.Replace(old, replacement);
        Assert.That(broken, Is.Not.EqualTo(File));

        Assert.That(
            () => ExperimentFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(broken))),
            Throws.TypeOf<BadInputException>().With.Message.Contains(named)
        );
    }

    [Test]
    public void Paper_SaysWhatTheTextSays()
    {
        PaperExperiments paper = PaperExperiments.Paper;

        Assert.Multiple(() =>
        {
            // "search was conducted five times"; "We sample 5 architectures"; "25 more … (total 30)".
            Assert.That(paper.Counts[ArchitectureCount.Searches], Is.EqualTo(5));
            Assert.That(paper.Counts[ArchitectureCount.Random], Is.EqualTo(5));
            Assert.That(paper.Counts[ArchitectureCount.Spread], Is.EqualTo(30));
            // "we did not perform NSGANet search on ImageNet1K proxies"; Table 2 has none of 22K either.
            Assert.That(
                paper.All.Where(one => one.Methods.Contains("NSGANet")).SelectMany(one => one.Sources),
                Has.None.StartsWith("ImNet")
            );
            Assert.That(paper.Find("direct search on ImageNet1K").Sources, Has.Length.EqualTo(5));
            Assert.That(paper.Find("direct search on ImageNet22K").Sources, Has.Length.EqualTo(3));
            Assert.That(paper.Find("augment seed, transfer").AugmentSeeds, Is.EqualTo(new ulong[] { 2, 3 }));
            Assert.That(paper.Find("cells, direct").Cells, Is.EqualTo(new[] { 20, 40, 60 }));
        });
    }

    [Test]
    public void Paper_HoldsTheSevenTransfersOfTable2()
    {
        var transfers = PaperExperiments
            .Paper.All.Where(one => one.Place.Contains("Table 2", StringComparison.Ordinal) && !one.Sources.IsEmpty)
            .SelectMany(one => one.Sources.SelectMany(source => one.Targets.Select(target => $"{source}→{target}")));

        Assert.That(
            transfers,
            Is.EquivalentTo(
                new[]
                {
                    "CIFAR10→CIFAR100",
                    "FLOWERS102→ImageNet1K",
                    "MIT67→ImageNet1K",
                    "CIFAR10→ImageNet1K",
                    "CIFAR100→ImageNet1K",
                    "CIFAR10→ImageNet22K",
                    "ImNet1K P1→ImageNet22K",
                }
            )
        );
    }

    // By hand from the paper: searches are 4 methods × 4 small sets and 3 methods × 8 proxies, five each, and 30 random
    // architectures. Trainings: 5 × (4·4 transfers to 1K, 4 to CIFAR100, 4 to 22K, 3 from P1 to 22K, 4 on the source,
    // 3·5 direct on 1K, 3·3 direct on 22K) = 275; random: 5 on 22K, 30 on each of five sets = 155; one more augment seed of
    // 4 + 3 + 1 = 8 cells; two more depths of 8 rows = 16; 3 tricks × 2 sets × 5 architectures = 30.
    [Test]
    public void Plan_Full_HasTheUnitsOfThePaper()
    {
        Profile full = ProfileFile.Shipped("full");

        StudyPlan plan = StudyPlan.Of(full, PaperExperiments.Paper, PaperExperiments.Paper.All);

        Assert.That(plan.Searches, Has.Length.EqualTo(5 * (4 * 4 + 3 * 8) + 30));
        Assert.That(plan.Augments, Has.Length.EqualTo(275 + 155 + 8 + 16 + 30));
    }

    // The same by hand for tiny: 3 searches, 5 random architectures, 8 for Fig. 4, 2 for the ablations.
    [Test]
    public void Plan_Tiny_HasEveryExperiment()
    {
        Profile tiny = ProfileFile.Shipped("tiny");

        StudyPlan plan = StudyPlan.Of(tiny, PaperExperiments.Paper, PaperExperiments.Paper.All);

        Assert.That(plan.Searches, Has.Length.EqualTo(3 * 40 + 8));
        Assert.That(plan.Augments, Has.Length.EqualTo(3 * 55 + (5 + 5 * 8) + 2 * 8 + 2 * 16 + 5 * 6));
    }
}
