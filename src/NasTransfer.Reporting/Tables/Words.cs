using System.Globalization;
using NasTransfer.Claims.Audit;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Reporting.Tables;

/// <summary>How numbers and verdicts are written, the same in every output.</summary>
internal static class Words
{
    /// <summary>What stands where there is no value.</summary>
    public const string None = "–";

    public static string Of(Verdict verdict) =>
        verdict switch
        {
            Verdict.PartiallyReproduced => "Partially reproduced",
            Verdict.NotReproduced => "Not reproduced",
            Verdict.NotTested => "Not tested",
            _ => verdict.ToString(),
        };

    public static string Of(PrintedFinding finding) =>
        finding switch
        {
            PrintedFinding.Holds => "holds",
            PrintedFinding.HoldsInPart => "holds in part",
            PrintedFinding.Contradicted => "contradicted",
            _ => "nothing printed",
        };

    /// <summary>% or points.</summary>
    public static string Of(ComparisonUnit unit) => unit == ComparisonUnit.Percent ? "%" : "points";

    /// <summary>With a sign, two decimals.</summary>
    public static string Signed(double? value) =>
        value is { } number && double.IsFinite(number)
            ? number.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture)
            : None;

    public static string Fixed(double value, int decimals = 2) =>
        double.IsFinite(value) ? value.ToString($"F{decimals}", CultureInfo.InvariantCulture) : None;

    public static string Of(Interval? interval) =>
        interval is { IsKnown: true } known ? $"[{Signed(known.Low)}, {Signed(known.High)}]" : None;

    /// <summary>Of what has no sign.</summary>
    public static string Unsigned(Interval interval) =>
        interval.IsKnown ? $"[{Fixed(interval.Low)}, {Fixed(interval.High)}]" : None;

    /// <summary>Mean ± sample SD.</summary>
    public static string Of(Sample sample) =>
        sample.Count switch
        {
            0 => None,
            1 => Fixed(sample.Mean),
            _ => $"{Fixed(sample.Mean)} ± {Fixed(sample.StandardDeviation)}",
        };

    public static string Probability(double p) =>
        double.IsNaN(p) ? None
        : p < 0.001 ? "< .001"
        : p.ToString("0.000", CultureInfo.InvariantCulture).TrimStart('0') is { } text && p < 1 ? text
        : "1.000";

    public static string Duration(double seconds) =>
        seconds switch
        {
            < 90 => FormattableString.Invariant($"{seconds:0} s"),
            < 5400 => FormattableString.Invariant($"{seconds / 60:0.0} min"),
            _ => FormattableString.Invariant($"{seconds / 3600:0.0} h"),
        };

    public static string Count(long? value) => value?.ToString("#,0", CultureInfo.InvariantCulture) ?? None;

    /// <summary>1 claim, 2 claims.</summary>
    public static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
