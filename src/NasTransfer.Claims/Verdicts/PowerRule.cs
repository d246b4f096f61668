using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Verdicts;

/// <summary>What n cannot see, it cannot judge, whatever comes out.</summary>
public static class PowerRule
{
    /// <summary>The judgement, or Inconclusive by design where n is too small for the effect in question.</summary>
    /// <param name="detectable">
    /// The smallest effect that n detects, in the unit of <paramref name="effect"/>; null without a pilot.
    /// </param>
    /// <param name="effect">The paper's effect, or the margin of a similarity; null where there is none. Its sign is ignored.</param>
    /// <param name="unit">"points", "%".</param>
    public static Judgement Gate(Judgement judgement, double? detectable, double? effect, string unit)
    {
        bool blind =
            judgement.Verdict is not (Verdict.NotTested or Verdict.Invalid)
            && detectable > Math.Abs(effect ?? double.NaN);
        return blind
            ? new Judgement(
                Verdict.Inconclusive,
                $"inconclusive by design: n detects {JudgementText.Plain(detectable!.Value)} {unit}, {JudgementText.Plain(Math.Abs(effect!.Value))} {unit} are in question"
            )
            : judgement;
    }

    /// <summary>The smallest difference in points that groups of these sizes detect, at a pilot's SD in points.</summary>
    public static double DetectablePoints(int countA, int countB, double deviation) =>
        Power.SmallestDetectableEffect(countA, countB) * deviation;

    /// <summary>The same as RI in percent, at a pilot's mean accuracy.</summary>
    public static double DetectableImprovement(int countA, int countB, double deviation, double accuracy) =>
        100 * DetectablePoints(countA, countB, deviation) / accuracy;
}
