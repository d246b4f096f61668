using NasTransfer.Engine;
using NasTransfer.Study.DataSets.Splits;
using NasTransfer.Study.Proxies;

namespace NasTransfer.Study.Tests.Proxies;

[TestFixture]
public sealed class ProxyFileTests
{
    private string path = "";

    [SetUp]
    public void NameAFile() =>
        path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"proxy-{Guid.NewGuid():N}.json");

    [TearDown]
    public void RemoveIt() => File.Delete(path);

    [Test]
    public void Load_AFile_ReadsEveryKey()
    {
        ProxyDefinition read = Load(
            """
            {
              "name": "mine", "about": "as I like it", "source": "my photographs", "selection": "uniform", "classes": 12,
              "fraction": 0.25, "total": 600, "parts": "fortyFortyTwenty", "keepAtLeast": 2, "seed": 18446744073709551615
            }
            """
        );

        Assert.That(
            read,
            Is.EqualTo(
                new ProxyDefinition
                {
                    Name = "mine",
                    Source = "my photographs",
                    Selection = ProxySelection.Uniform,
                    Classes = 12,
                    Fraction = 0.25m,
                    Total = 600,
                    Parts = ProxyParts.FortyFortyTwenty,
                    KeepAtLeast = 2,
                    Seed = ulong.MaxValue,
                }
            )
        );
    }

    [Test]
    public void Load_WhatADefinitionWritesOfItself_IsThatDefinition()
    {
        foreach (ProxyDefinition shipped in ProxyCatalogue.All)
        {
            Assert.That(Load(shipped.ToJson()), Is.EqualTo(shipped));
        }
    }

    [TestCase("""{ "source": "S", "selection": "all" }""", "name is missing")]
    [TestCase("""{ "name": "m", "source": "S", "selection": "some" }""", "selection is 'some'; it must be one of All")]
    [TestCase("""{ "name": "m", "source": "S", "selection": "random" }""", "classes is missing; a random selection")]
    [TestCase(
        """{ "name": "m", "source": "S", "selection": "all", "classes": 5 }""",
        "classes is 5, but selection all"
    )]
    [TestCase(
        """{ "name": "m", "source": "S", "selection": "all", "fraction": 0 }""",
        "fraction is 0; it must be above 0"
    )]
    [TestCase("""{ "name": "m", "source": "S", "selection": "all", "fraction": 1.5 }""", "fraction is '1.5'")]
    [TestCase("""{ "name": "m", "source": "S", "selection": "all", "total": 5 }""", "a total needs selection uniform")]
    [TestCase(
        """{ "name": "m", "source": "S", "selection": "uniform", "classes": 5, "total": 5, "totalOf": "x" }""",
        "exclude each other"
    )]
    [TestCase("""{ "name": "m", "source": "S", "selection": "all", "clases": 5 }""", "clases is no known key")]
    [TestCase("""{ "name": "m", "source": "S", "selection": "all", "seed": -1 }""", "seed is '-1'")]
    [TestCase("""{ "name": "m", """, "cannot be read")]
    public void Load_AWrongFile_SaysWhatIsWrong(string text, string message) =>
        Assert.That(() => Load(text), Throws.TypeOf<BadInputException>().With.Message.Contains(message));

    [Test]
    public void Load_AMissingFile_NamesIt() =>
        Assert.That(() => ProxyFile.Load(path), Throws.TypeOf<BadInputException>().With.Message.Contains(path));

    [Test]
    public void Find_AnUnknownProxy_ListsThoseThatThereAre() =>
        Assert.That(
            () => ProxyCatalogue.Find("ImNet1K P9"),
            Throws.TypeOf<BadInputException>().With.Message.Contains("'ImNet1K P9'").And.Message.Contains("ImNet1K P5")
        );

    [Test]
    public void ReadSizes_OneNumber_IsCutByTheRuleAndTwoAreTaken()
    {
        File.WriteAllText(path, "n2\t7\nn1\t30\t4\n");

        ClassSizes sizes = ClassSizes.Read(path, "S", SplitRule.HalfReported);

        Assert.That(sizes.Classes, Is.EqualTo(new[] { new ClassSize("n1", 30, 4), new ClassSize("n2", 3, 4) }));
    }

    [TestCase("n1", "Line 1 of")]
    [TestCase("n1\t-3", "Line 1 of")]
    [TestCase("n1\t3\t4\t5", "Line 1 of")]
    [TestCase("n1\t3\tfour", "Line 1 of")]
    [TestCase("\t3", "Line 1 of")]
    [TestCase("n1\t3\n\nn1\t4", "The class n1 of S is listed twice")]
    public void ReadSizes_AWrongLine_IsNamed(string text, string message)
    {
        File.WriteAllText(path, text);

        Assert.That(
            () => ClassSizes.Read(path, "S", SplitRule.HalfReported),
            Throws.TypeOf<BadInputException>().With.Message.Contains(message)
        );
    }

    private ProxyDefinition Load(string text)
    {
        File.WriteAllText(path, text);
        return ProxyFile.Load(path);
    }
}
