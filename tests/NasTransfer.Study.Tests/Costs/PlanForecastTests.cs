using NasTransfer.Study.Costs;
using NasTransfer.Study.Plans;

namespace NasTransfer.Study.Tests.Costs;

[TestFixture]
public sealed class PlanForecastTests
{
    private static readonly Throughput Rate = Throughput.Of("v100");

    [Test]
    public void Of_WithoutARate_KnowsNoHours()
    {
        PlanForecast forecast = Forecast(rate: null);

        Assert.That(forecast.LongestChainHours, Is.Null);
        Assert.That(forecast.Augments.Select(unit => unit.Hours), Is.All.Null);
        Assert.That(forecast.Rows.Select(row => row.Macs), Is.All.Positive.Or.Zero);
    }

    [Test]
    public void Of_ALongestChain_IsASearchAndATrainingAfterIt()
    {
        PlanForecast forecast = Forecast(Rate);

        UnitForecast[] chain = [.. forecast.Units.Where(unit => forecast.LongestChain.Contains(unit.Title))];
        Assert.That(chain.Select(unit => unit.Phase), Is.EqualTo(new[] { "search", "augment" }));
        Assert.That(forecast.LongestChainHours, Is.EqualTo(chain.Sum(unit => unit.Hours)));
    }

    // GPU-hours are paid for whoever shares them; the wait is what ranks shorten.
    [Test]
    public void Of_TrainingsOnSeveralRanks_TakesAsManyDeviceHoursInLessTime()
    {
        const int Ranks = 4;

        PlanForecast alone = Forecast(Rate);
        PlanForecast spread = Forecast(Rate, $"dataSets:ImageNet1K:augment:ranks={Ranks}");

        Assert.That(spread.Augments.Select(unit => unit.Ranks), Is.All.EqualTo(Ranks));
        Assert.That(
            spread.Augments.Select(unit => unit.Hours),
            Is.EqualTo(alone.Augments.Select(unit => unit.Hours)).Within(1e-12)
        );
        foreach (UnitForecast unit in spread.Augments)
        {
            Assert.That(unit.WallClockHours, Is.EqualTo(unit.Hours / Ranks));
        }

        UnitForecast[] chain = [.. spread.Units.Where(unit => spread.LongestChain.Contains(unit.Title))];
        Assert.That(spread.LongestChainHours, Is.EqualTo(chain.Sum(unit => unit.WallClockHours)));
        Assert.That(spread.LongestChainHours, Is.LessThan(alone.LongestChainHours!));
    }

    private static PlanForecast Forecast(Throughput? rate, params string[] overrides)
    {
        UnitPlan plan = SmallStudy.Units(SmallStudy.Plan(SmallStudy.Profile(overrides: overrides)));
        return PlanForecast.Of(plan.Study, new LoadedSizes(plan.Images), rate);
    }
}
