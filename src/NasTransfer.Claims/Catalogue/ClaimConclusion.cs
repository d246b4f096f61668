using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Claims.Catalogue;

/// <summary>The last step of every claim: parts become one verdict, under protocol and level.</summary>
internal static class ClaimConclusion
{
    /// <summary>A sentence lists no more; the result's groups say all.</summary>
    private const int MostNames = 8;

    /// <summary>Of more parts, a sentence gives the counts.</summary>
    private const int MostParts = 3;

    /// <param name="form">Hypothesis and statistic; n, intervals and α are added.</param>
    /// <param name="combine">How the parts make the verdict; null where all must hold.</param>
    /// <param name="beside">Parts that are shown, and do not decide.</param>
    public static ClaimResult Conclude(
        this ClaimRuns runs,
        string form,
        ImmutableArray<ClaimPart> parts,
        Func<ImmutableArray<Verdict>, Verdict>? combine = null,
        params ImmutableArray<ClaimPart> beside
    )
    {
        Verdict verdict = (combine ?? ConjunctionRule.Combine)([.. parts.Select(part => part.Verdict)]);
        ImmutableArray<Observation> used = runs.Used;
        ImmutableArray<string> breaches = verdict == Verdict.NotTested ? [] : ProtocolRule.Breaches(used);
        Ruling ruling = Ruling.Of(
            new Judgement(verdict, Why(runs, [.. parts, .. beside], verdict)),
            breaches,
            runs.Setting.Level,
            runs.Definition.Subject
        );
        PowerGate? power = Power(runs);
        double p = ClaimParts.Largest(parts.Select(part => part.P));
        return new ClaimResult
        {
            Definition = runs.Definition,
            Verdict = ruling.Verdict,
            UncappedVerdict = ruling.Uncapped,
            Level = runs.Setting.Level,
            Reason = ruling.Reason,
            OperationalForm = $"{form} {Counts(runs)}",
            Parts = [.. parts, .. beside],
            Comparisons = Adjusted(runs.Rows),
            Groups = [.. runs.Groups],
            Power = power,
            P = p,
            WouldChange = WouldChange(runs, ruling.Verdict),
            Deviations = runs.Setting.Deviations,
            Observations = used,
        };
    }

    /// <summary>A claim that runs cannot test.</summary>
    public static ClaimResult NotTested(this ClaimRuns runs, string form, string reason) =>
        runs.Conclude(form, [ClaimParts.One("runs", form, new Judgement(Verdict.NotTested, reason))]);

    private static ImmutableArray<ClaimComparison> Adjusted(IReadOnlyList<ClaimComparison> rows)
    {
        ImmutableArray<double> adjusted = Holm.Adjust([.. rows.Select(row => row.P)]);
        return [.. rows.Select((row, i) => row with { AdjustedP = adjusted[i] })];
    }

    private static string Why(ClaimRuns runs, ImmutableArray<ClaimPart> parts, Verdict verdict)
    {
        string missing = Missing(runs);
        if (verdict == Verdict.NotTested)
        {
            return missing.Length == 0 ? parts[0].Brief : $"no runs of {missing}";
        }

        // What was not tested is in the list of what is missing.
        ClaimPart[] tested = [.. parts.Where(part => part.Verdict != Verdict.NotTested)];
        string why =
            parts.Length == 1 ? parts[0].Brief
            : parts.Length > MostParts
                ? ClaimParts.Counted("parts", [.. parts.Select(part => (part.Name, part.Verdict))])
            : string.Join(
                "; ",
                tested.Select(part => $"{part.Name} {JudgementText.Words(part.Verdict)}: {part.Brief}")
            );
        return missing.Length == 0 ? why : $"{why}; no runs of {missing}";
    }

    /// <summary>Empty groups, those that differ by method alone together.</summary>
    private static string Missing(ClaimRuns runs)
    {
        string[] names =
        [
            .. runs
                .Groups.Where(group => group.Values.IsEmpty)
                .GroupBy(group => group.Filter with { Method = "" })
                .Select(same =>
                    same.Count() == 1
                        ? same.First().Name
                        : $"{string.Join("/", same.Select(group => group.Filter.Method))}{same.First().Name[same.First().Filter.Method.Length..]}"
                ),
        ];
        return names.Length <= MostNames
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(MostNames))} and {names.Length - MostNames} more groups";
    }

    private static string Counts(ClaimRuns runs)
    {
        string[] planned =
        [
            .. runs
                .Groups.GroupBy(group => (group.Planned, IsRandom(group)))
                .OrderBy(group => group.Key)
                .Select(group =>
                    $"{group.Key.Planned?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "all"} {(group.Key.Item2 ? "random architectures" : "searches")} a group"
                )
                .Distinct(),
        ];
        string n = planned.Length == 0 ? "" : $"n: {string.Join(", ", planned)}, augment repeats averaged first. ";
        return $"{n}Last-epoch test top-1; 95 % intervals by Welch or the delta method, sample SDs (divisor n − 1), α = .05; Holm over the rows, and over the claims of the family.";
    }

    private static bool IsRandom(RunGroup group) => group.Filter.Method == Observation.RandomSampling;

    private static PowerGate? Power(ClaimRuns runs)
    {
        var pairs = runs
            .Rows.Select(row => (A: Find(runs, row.A), B: Find(runs, row.B)))
            .Where(pair => pair.A is not null && pair.B is not null)
            .Select(pair => (A: ClaimRuns.Count(pair.A!), B: ClaimRuns.Count(pair.B!)))
            .ToArray();
        if (pairs.Length == 0)
        {
            return null;
        }

        var (a, b) = pairs.MaxBy(pair => Statistics.Power.SmallestDetectableEffect(pair.A, pair.B));
        Pilot? pilot = runs.Setting.Pilot;
        return new PowerGate(
            a,
            b,
            Statistics.Power.SmallestDetectableEffect(a, b),
            pilot,
            pilot is null ? null : PowerRule.DetectablePoints(a, b, pilot.StandardDeviation),
            pilot is null ? null : PowerRule.DetectableImprovement(a, b, pilot.StandardDeviation, pilot.Accuracy)
        );
    }

    private static RunGroup? Find(ClaimRuns runs, string name) =>
        runs.Groups.FirstOrDefault(group => group.Name == name);

    private static ImmutableArray<string> WouldChange(ClaimRuns runs, Verdict verdict)
    {
        var sentences = ImmutableArray.CreateBuilder<string>();
        int empty = runs.Groups.Count(group => group.Values.IsEmpty);
        if (empty > 0)
        {
            sentences.Add(
                $"{empty} of {runs.Groups.Count} groups have no runs: running them lets the rule see the whole claim."
            );
        }

        int open = runs.Rows.Count(row => row.Outcome == Verdict.Inconclusive);
        if (open > 0)
        {
            sentences.Add(
                $"{open} of {runs.Rows.Count} comparisons are undecided: more search seeds narrow their intervals."
            );
        }

        double[] sought = [.. runs.Rows.Where(row => row.Detectable is not null).Select(Sought).Where(double.IsFinite)];
        if (runs.Setting.Pilot is { } pilot && sought.Length > 0)
        {
            int? needed = Statistics.Power.CountFor(sought.Min() / pilot.StandardDeviation);
            sentences.Add(
                FormattableString.Invariant(
                    $"The smallest effect in question is {sought.Min():0.00} points: at the pilot's SD it takes {(needed is null ? "more than 1000" : needed)} runs on each side to see it."
                )
            );
        }

        if (verdict is not (Verdict.NotTested or Verdict.Invalid) && runs.Setting.Level != EvidenceLevel.L4)
        {
            sentences.Add("Only runs at the paper's protocol on the paper's data (L4) can say Reproduced.");
        }

        return sentences.ToImmutable();

        // In points, at the pilot's accuracy.
        double Sought(ClaimComparison row) =>
            row.Margin ?? Math.Abs((row.Paper ?? double.NaN) / 100 * runs.Setting.Pilot!.Accuracy);
    }
}
