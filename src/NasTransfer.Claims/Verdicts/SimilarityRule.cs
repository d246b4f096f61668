using NasTransfer.Claims.Statistics;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Verdicts;

/// <summary>The rule for "does not matter" and "similar": equivalence within a margin that the claim fixed beforehand.</summary>
public static class SimilarityRule
{
    /// <summary>The least margin, in points of top-1.</summary>
    public const double LeastMargin = 1.0;

    /// <summary>δ in points of top-1: 1.0, or the SD between the random baseline's runs if that is larger.</summary>
    /// <param name="pilot">
    /// The random baseline before the study: a margin from the judged runs would follow its result. Null where there is none.
    /// </param>
    public static double Margin(Pilot? pilot) =>
        pilot?.StandardDeviation > LeastMargin ? pilot.StandardDeviation : LeastMargin;

    /// <summary>
    /// Similar: Reproduced where the 90 % interval lies inside ±δ (two one-sided tests), NotReproduced where the 95 %
    /// interval lies wholly outside. A large p of a difference is neither.
    /// </summary>
    /// <param name="effect">A difference of means, an RI, a slope.</param>
    /// <param name="margin">δ in the effect's unit, above 0.</param>
    /// <param name="unit">For the reason: "points", "%", "points a decade of images".</param>
    public static Judgement Judge(Estimate effect, double margin, string unit)
    {
        EquivalenceResult result = Equivalence.Test(effect, margin);
        if (double.IsNaN(effect.Value) || !result.Narrow.IsKnown)
        {
            return WithoutNoise(effect);
        }

        bool inside = result.Narrow.Low > -margin && result.Narrow.High < margin;
        bool outside = result.Wide.Low > margin || result.Wide.High < -margin;
        return new Judgement(
            inside ? Verdict.Reproduced
                : outside ? Verdict.NotReproduced
                : Verdict.Inconclusive,
            $"{Numbers(result, unit)} against ±{JudgementText.Plain(margin)}, {JudgementText.Probability(result.P)} of two one-sided tests"
        );
    }

    /// <summary>
    /// Similar or better: Reproduced where the 90 % interval lies above −δ, NotReproduced where the 95 % interval lies
    /// wholly below it.
    /// </summary>
    /// <param name="effect">Positive where the side that is said to be no worse is better.</param>
    public static Judgement JudgeNotWorse(Estimate effect, double margin, string unit)
    {
        EquivalenceResult result = Equivalence.Test(effect, margin);
        if (double.IsNaN(effect.Value) || !result.Narrow.IsKnown)
        {
            return WithoutNoise(effect);
        }

        return new Judgement(
            result.Narrow.Low > -margin ? Verdict.Reproduced
                : result.Wide.High < -margin ? Verdict.NotReproduced
                : Verdict.Inconclusive,
            $"{Numbers(result, unit)} against −{JudgementText.Plain(margin)}, {JudgementText.Probability(result.NonInferiorityP)} of non-inferiority"
        );
    }

    private static string Numbers(EquivalenceResult result, string unit) =>
        $"{JudgementText.Signed(result.Value)} {unit}, 90 % {JudgementText.Of(result.Narrow)}, 95 % {JudgementText.Of(result.Wide)}";

    private static Judgement WithoutNoise(Estimate effect) =>
        double.IsNaN(effect.Value)
            ? new Judgement(Verdict.NotTested, "no runs on one side")
            : new Judgement(
                Verdict.Inconclusive,
                $"{JudgementText.Signed(effect.Value)} without measured noise: fewer than two runs on a side, or no spread"
            );
}
