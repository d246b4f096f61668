using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Tests.Verdicts;

[TestFixture]
public sealed class ArithmeticRuleTests
{
    [Test]
    public void Judge_Nothing_IsNotTested()
    {
        Assert.That(ArithmeticRule.Judge([]).Verdict, Is.EqualTo(Verdict.NotTested));
    }

    [TestCase(5.934, true)]
    [TestCase(5.935, true)]
    [TestCase(5.925, true)]
    [TestCase(5.9351, false)]
    [TestCase(double.NaN, false)]
    public void Equal_ARecomputedValue_IsRoundedToThePrintedPlace(double recomputed, bool holds)
    {
        Assert.That(ArithmeticCheck.Equal("RI", 5.93, 2, recomputed).Holds, Is.EqualTo(holds));
    }

    [Test]
    public void Between_InputsThatAreRoundedThemselves_WidenWhatAgrees()
    {
        Assert.That(ArithmeticCheck.Between("RI", 5.93, 2, 5.94, 5.97).Holds, Is.False);
        Assert.That(ArithmeticCheck.Between("RI", 5.93, 2, 5.93, 5.97).Holds, Is.True);
    }

    [Test]
    public void Judge_OneWrongAmongRight_IsNotReproducedAndNamed()
    {
        Judgement judgement = ArithmeticRule.Judge([
            ArithmeticCheck.Statement("sum", true, "3 = 3"),
            ArithmeticCheck.Equal("RI of NAO", 0.99, 2, -3.14),
        ]);

        Assert.That(judgement.Verdict, Is.EqualTo(Verdict.NotReproduced));
        Assert.That(judgement.Reason, Does.Contain("RI of NAO: 0.99 printed, -3.140 computed"));
    }

    // The paper's own tables: with Table 3's 70.45 for random sampling, Table 2's column CIFAR10→1K does not come out.
    [Test]
    public void Judge_ThePapersRandomSampling_DoesNotGiveTable2()
    {
        double random = PaperTable3.Find(PrintedExperiment.RandomSampling, "RandomSampling", 2)!.Value;
        string[] methods = ["NSGANet", "ENAS", "DARTS", "NAO"];

        Judgement judgement = ArithmeticRule.Judge([
            .. methods.Select(method =>
                ArithmeticCheck.Equal(
                    method,
                    PaperTable2.Find("CIFAR10", "ImageNet1K", method)!.Value,
                    2,
                    RelativeImprovement.Of(
                        PaperTable3.Find(PrintedExperiment.TransferFromCifar10, method, 2)!.Value,
                        random
                    )
                )
            ),
        ]);

        Assert.That(judgement.Verdict, Is.EqualTo(Verdict.NotReproduced));
        Assert.That(judgement.Reason, Does.StartWith("4 of 4"));
    }
}
