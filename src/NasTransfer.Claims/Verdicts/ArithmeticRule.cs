using System.Collections.Immutable;
using System.Globalization;

namespace NasTransfer.Claims.Verdicts;

/// <summary>One thing that can be computed again from printed numbers.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Holds">Equal after rounding, or true.</param>
/// <param name="Detail">Both sides.</param>
public sealed record ArithmeticCheck(string Name, bool Holds, string Detail)
{
    /// <summary>Absorbs the binary representation of decimals, and nothing that could be printed.</summary>
    private const double Representation = 1e-9;

    /// <summary>Is the printed number the recomputed one, rounded to the printed place?</summary>
    /// <param name="decimals">Printed digits after the point.</param>
    /// <param name="recomputed">From exact inputs.</param>
    public static ArithmeticCheck Equal(string name, double printed, int decimals, double recomputed) =>
        Between(name, printed, decimals, recomputed, recomputed);

    /// <summary>Is there a value between two bounds that prints like this?</summary>
    /// <param name="low">Of what the inputs allow, whose own printed places are uncertain by half a unit.</param>
    public static ArithmeticCheck Between(string name, double printed, int decimals, double low, double high)
    {
        // Exactly half a unit away, either rounding is right.
        double half = 0.5 * Math.Pow(10, -decimals) + Representation;
        string Text(double value) => value.ToString($"F{decimals + 1}", CultureInfo.InvariantCulture);
        string computed = low == high ? Text(low) : $"{Text(low)} to {Text(high)}";
        string text = printed.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        return new ArithmeticCheck(
            name,
            low - half <= printed && printed <= high + half,
            $"{text} printed, {computed} computed"
        );
    }

    /// <summary>A statement about printed numbers that is true or not.</summary>
    public static ArithmeticCheck Statement(string name, bool holds, string detail) => new(name, holds, detail);
}

/// <summary>The rule for text and arithmetic: it is right, or it is not.</summary>
public static class ArithmeticRule
{
    public static Judgement Judge(ImmutableArray<ArithmeticCheck> checks)
    {
        if (checks.IsEmpty)
        {
            return new Judgement(Verdict.NotTested, "nothing to compute again");
        }

        ArithmeticCheck[] wrong = [.. checks.Where(check => !check.Holds)];
        return wrong.Length == 0
            ? new Judgement(Verdict.Reproduced, $"all {checks.Length} checks hold")
            : new Judgement(
                Verdict.NotReproduced,
                $"{wrong.Length} of {checks.Length} checks fail: {string.Join("; ", wrong.Select(check => $"{check.Name}: {check.Detail}"))}"
            );
    }
}
