using System.Globalization;
using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Verdicts;

/// <summary>What a rule says of numbers, before power, protocol and level of evidence have their say.</summary>
/// <param name="Reason">Why, with the numbers: a clause without a full stop.</param>
public sealed record Judgement(Verdict Verdict, string Reason);

/// <summary>A judgement by name, where a claim consists of several.</summary>
public sealed record NamedJudgement(string Name, Judgement Judgement);

/// <summary>The one way in which rules write numbers.</summary>
internal static class JudgementText
{
    public static string Signed(double value) => value.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);

    public static string Plain(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Of(Interval interval) =>
        interval.IsKnown ? $"[{Signed(interval.Low)}, {Signed(interval.High)}]" : "without an interval";

    public static string Of(ComparisonUnit unit) => unit == ComparisonUnit.Percent ? "%" : "points";

    public static string Probability(double p) =>
        p < 0.001 ? "p < .001" : $"p = {p.ToString(".000", CultureInfo.InvariantCulture)}";

    public static string Words(Verdict verdict) =>
        verdict switch
        {
            Verdict.PartiallyReproduced => "partially reproduced",
            Verdict.NotReproduced => "not reproduced",
            Verdict.NotTested => "not tested",
            Verdict.Reproduced => "reproduced",
            Verdict.Invalid => "invalid",
            _ => "inconclusive",
        };
}
