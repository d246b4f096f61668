using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Tests.Statistics;

[TestFixture]
public sealed class SpreadTests
{
    [Test]
    public void BrownForsythe_OneSample_IsUnknown()
    {
        Assert.That(
            Spread
                .BrownForsythe([
                    [1, 2, 3],
                ])
                .P,
            Is.NaN
        );
    }

    [Test]
    public void BrownForsythe_ASampleOfOne_IsUnknown()
    {
        Assert.That(
            Spread
                .BrownForsythe([
                    [1, 2, 3],
                    [4],
                ])
                .P,
            Is.NaN
        );
    }

    [Test]
    public void BrownForsythe_NoSpread_IsUnknown()
    {
        Assert.That(
            Spread
                .BrownForsythe([
                    [1, 1],
                    [2, 2],
                ])
                .P,
            Is.NaN
        );
    }

    [Test]
    public void BrownForsythe_ThreeSamples_IsWhatRSays()
    {
        const string name = "brown forsythe";

        FResult result = Spread.BrownForsythe([
            Reference.Input(name, "a"),
            Reference.Input(name, "b"),
            Reference.Input(name, "third"),
        ]);

        Assert.That(result.F, Is.EqualTo(Reference.Output(name, "f")).Within(1e-9));
        Assert.That(result.BetweenDegrees, Is.EqualTo(Reference.Output(name, "df1")));
        Assert.That(result.WithinDegrees, Is.EqualTo(Reference.Output(name, "df2")));
        Assert.That(result.P, Is.EqualTo(Reference.Output(name, "p")).Within(1e-9));
    }

    [Test]
    public void Ratio_OneValueOnASide_IsUnknown()
    {
        SpreadRatio result = Spread.Ratio([1, 2, 3], [4], 1);

        Assert.That(result.Ratio, Is.NaN);
        Assert.That(result.Interval.IsKnown, Is.False);
    }

    [Test]
    public void Ratio_NoSpreadBelow_IsUnknown()
    {
        Assert.That(Spread.Ratio([1, 2, 3], [4, 4, 4], 1).Interval.IsKnown, Is.False);
    }

    [Test]
    public void Ratio_NoSpreadAbove_IsZeroWithoutAnInterval()
    {
        SpreadRatio result = Spread.Ratio([4, 4, 4], [1, 2, 3], 1);

        Assert.That(result.Ratio, Is.Zero);
        Assert.That(result.Interval.IsKnown, Is.False);
    }

    [Test]
    public void Ratio_SmallSamples_HasTheFIntervalThatRSays()
    {
        const string name = "spread ratio";

        SpreadRatio result = Spread.Ratio(Reference.Input(name, "a"), Reference.Input(name, "b"), 1);

        Assert.That(result.Bootstrap, Is.Null);
        Assert.That(result.Ratio, Is.EqualTo(Reference.Output(name, "ratio")).Within(1e-9));
        Assert.That(result.Interval.Low, Is.EqualTo(Reference.Output(name, "low")).Within(1e-6));
        Assert.That(result.Interval.High, Is.EqualTo(Reference.Output(name, "high")).Within(1e-6));
    }

    [Test]
    public void Ratio_ThirtyRuns_AgreesWithTheFInterval()
    {
        // At n = 30 of normal values both estimate the same; the percentile bootstrap is narrower by a few percent.
        double[] a =
        [
            .. Enumerable.Range(1, 30).Select(i => 2 * MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, i / 31.0)),
        ];
        double[] b =
        [
            .. Enumerable.Range(1, 30).Select(i => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, i / 31.0)),
        ];

        SpreadRatio result = Spread.Ratio(a, b, 1);

        Assert.That(result.Ratio, Is.EqualTo(2).Within(1e-9));
        Assert.That(result.Bootstrap!.Value.Low, Is.EqualTo(result.Normal.Low).Within(0.15));
        Assert.That(result.Bootstrap!.Value.High, Is.EqualTo(result.Normal.High).Within(0.3));
    }
}
