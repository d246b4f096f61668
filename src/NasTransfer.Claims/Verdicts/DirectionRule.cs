using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Verdicts;

/// <summary>The rule for "A beats B" and "RI &gt; 0".</summary>
public static class DirectionRule
{
    /// <summary>Least P(A &gt; B) that goes with "A beats B".</summary>
    public const double LeastProbability = 0.75;

    /// <param name="comparison">A is the side that the claim favours.</param>
    /// <param name="paperEffect">The paper's effect in the comparison's unit and direction; null where it prints none.</param>
    public static Judgement Judge(Comparison comparison, double? paperEffect = null)
    {
        if (!comparison.IsTested)
        {
            return new Judgement(Verdict.NotTested, "no runs on one side");
        }

        string unit = JudgementText.Of(comparison.Unit);
        string printed = paperEffect is { } paper ? $" (paper: {JudgementText.Signed(paper)})" : "";
        return new Judgement(
            Judge(comparison.Interval, comparison.Probability, paperEffect),
            $"{JudgementText.Signed(comparison.Effect.Value)} {unit} {JudgementText.Of(comparison.Interval)}{printed}, P(A > B) = {JudgementText.Plain(comparison.Probability)}, n = {comparison.A.Count} and {comparison.B.Count}"
        );
    }

    /// <param name="interval">95 % interval of the effect, positive in the direction of the claim.</param>
    /// <param name="probability">P(A &gt; B), where A is the side that the claim favours.</param>
    /// <param name="paperEffect">The paper's effect in the same unit and direction; null where it prints none.</param>
    /// <returns>
    /// Reproduced: the lower bound is above 0 and P(A &gt; B) is at least .75. NotReproduced: the upper bound is below 0 or
    /// below half the paper's effect. Where both hold, the direction is right and the size is not: PartiallyReproduced.
    /// Otherwise Inconclusive.
    /// </returns>
    public static Verdict Judge(Interval interval, double probability, double? paperEffect = null)
    {
        if (!interval.IsKnown || double.IsNaN(probability))
        {
            return Verdict.Inconclusive;
        }

        bool beats = interval.Low > 0 && probability >= LeastProbability;
        // Half of an effect that points the other way would be a laxer bound than 0, and asks nothing of this direction.
        bool falls = interval.High < 0 || (paperEffect > 0 && interval.High < paperEffect / 2);
        return (beats, falls) switch
        {
            (true, false) => Verdict.Reproduced,
            (true, true) => Verdict.PartiallyReproduced,
            (false, true) => Verdict.NotReproduced,
            (false, false) => Verdict.Inconclusive,
        };
    }
}
