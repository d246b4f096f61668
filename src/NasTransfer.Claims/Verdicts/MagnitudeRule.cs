using NasTransfer.Claims.Statistics;

namespace NasTransfer.Claims.Verdicts;

/// <summary>
/// The rule for a printed number: does it lie where our runs say that further runs would? Below the paper's protocol
/// <see cref="EvidenceCap"/> takes the answer away.
/// </summary>
public static class MagnitudeRule
{
    /// <param name="printed">In percent.</param>
    /// <param name="paperCount">Runs that the printed number is the mean of.</param>
    public static Judgement Judge(Sample ours, double printed, int paperCount)
    {
        if (ours.Count == 0)
        {
            return new Judgement(Verdict.NotTested, "no runs");
        }

        Interval interval = Prediction.Of(ours, paperCount);
        if (!interval.IsKnown)
        {
            return new Judgement(
                Verdict.Inconclusive,
                $"{JudgementText.Plain(ours.Mean)} of {ours.Count} without measured noise (paper: {JudgementText.Plain(printed)})"
            );
        }

        bool inside = interval.Low <= printed && printed <= interval.High;
        return new Judgement(
            inside ? Verdict.Reproduced : Verdict.NotReproduced,
            $"{JudgementText.Plain(printed)} printed lies {(inside ? "inside" : "outside")} [{JudgementText.Plain(interval.Low)}, {JudgementText.Plain(interval.High)}], where {ours.Count} runs of mean {JudgementText.Plain(ours.Mean)} put the mean of {paperCount} further"
        );
    }
}
