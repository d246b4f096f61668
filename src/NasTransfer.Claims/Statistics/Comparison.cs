using System.Collections.Immutable;

namespace NasTransfer.Claims.Statistics;

/// <summary>What a comparison of two groups of runs is counted in.</summary>
public enum ComparisonUnit
{
    /// <summary>Mean of A less mean of B, in points of top-1.</summary>
    Points,

    /// <summary>RI of A over B, in percent of B's mean.</summary>
    Percent,
}

/// <summary>All that is said of runs A beside runs B: positive where A is better.</summary>
/// <param name="Effect">In <paramref name="Unit"/>, with its noise: Welch, or the delta method.</param>
/// <param name="Bootstrap">95 %, percentile; null below n = 8 on a side.</param>
/// <param name="HedgesG">NaN without spread.</param>
/// <param name="Probability">P(A &gt; B).</param>
/// <param name="ProbabilityInterval">95 %, of P(A &gt; B).</param>
public sealed record Comparison(
    ComparisonUnit Unit,
    Sample A,
    Sample B,
    Estimate Effect,
    Interval? Bootstrap,
    double HedgesG,
    double Probability,
    Interval ProbabilityInterval
)
{
    private const double Confidence = 0.95;

    /// <summary>95 %.</summary>
    public Interval Interval => Effect.IntervalAt(Confidence);

    /// <summary>Neither side is without runs.</summary>
    public bool IsTested => A.Count > 0 && B.Count > 0;

    /// <summary>The same from the other side; a reversed RI is the fall, still in percent of random sampling.</summary>
    public Comparison Reversed =>
        this with
        {
            A = B,
            B = A,
            Effect = Effect.Negated,
            Bootstrap = Bootstrap?.Negated,
            HedgesG = -HedgesG,
            Probability = 1 - Probability,
            ProbabilityInterval = new Interval(1 - ProbabilityInterval.High, 1 - ProbabilityInterval.Low),
        };

    /// <summary>The difference of two means.</summary>
    /// <param name="a">Top-1 in percent, one a replicate.</param>
    /// <param name="seed">Of the bootstrap.</param>
    public static Comparison OfMeans(ImmutableArray<double> a, ImmutableArray<double> b, ulong seed)
    {
        Interval? bootstrap =
            Math.Min(a.Length, b.Length) < Statistics.Bootstrap.LeastCount
                ? null
                : Statistics
                    .Bootstrap.Of(
                        [
                            [.. a],
                            [.. b],
                        ],
                        groups => groups[0].Average() - groups[1].Average(),
                        seed,
                        "bootstrap of a difference"
                    )
                    .Percentile;
        return Of(ComparisonUnit.Points, a, b, Welch.Difference(Sample.Of(a), Sample.Of(b)), bootstrap);
    }

    /// <summary>RI of a method over random sampling.</summary>
    public static Comparison OfImprovement(ImmutableArray<double> method, ImmutableArray<double> random, ulong seed) =>
        Of(
            ComparisonUnit.Percent,
            method,
            random,
            RelativeImprovement.Estimated(Sample.Of(method), Sample.Of(random)),
            RelativeImprovement.Bootstrap(method, random, seed)
        );

    private static Comparison Of(
        ComparisonUnit unit,
        ImmutableArray<double> a,
        ImmutableArray<double> b,
        Estimate effect,
        Interval? bootstrap
    )
    {
        double probability = EffectSize.ProbabilityGreater(a, b);
        return new Comparison(
            unit,
            Sample.Of(a),
            Sample.Of(b),
            effect,
            bootstrap,
            EffectSize.HedgesG(Sample.Of(a), Sample.Of(b)),
            probability,
            EffectSize.ProbabilityInterval(probability, a.Length, b.Length)
        );
    }
}
