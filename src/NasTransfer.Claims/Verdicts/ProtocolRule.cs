using System.Collections.Immutable;
using NasTransfer.Claims.Observations;

namespace NasTransfer.Claims.Verdicts;

/// <summary>What makes a claim Invalid whatever its numbers say.</summary>
public static class ProtocolRule
{
    /// <summary>Share of a claim's runs that may diverge; one run always may.</summary>
    public const double DivergedShare = 0.2;

    /// <summary>Each breach as a sentence; empty when the protocol was obeyed.</summary>
    public static ImmutableArray<string> Breaches(IReadOnlyCollection<Observation> observations)
    {
        var breaches = ImmutableArray.CreateBuilder<string>();
        Repeated(observations, breaches);
        SeveralGenotypes(observations, breaches);
        int diverged = observations.Count(o => o.Diverged);
        if (diverged > Math.Max(1, DivergedShare * observations.Count))
        {
            breaches.Add($"{diverged} of {observations.Count} runs diverged; at most one, or {DivergedShare:P0}, may.");
        }

        if (observations.Any(o => !o.Diverged && !(o.Top1Last is >= 0 and <= 100)))
        {
            breaches.Add("A run that did not diverge has no top-1 between 0 and 100 %.");
        }

        return breaches.ToImmutable();
    }

    /// <summary>A run that two experiments share is one unit, and is listed once for each.</summary>
    private static void Repeated(IEnumerable<Observation> observations, ImmutableArray<string>.Builder breaches)
    {
        var same = observations.GroupBy(o =>
            (
                // Only the key of a unit says that two runs are one; in a file without keys the experiment tells them apart.
                Experiment: o.UnitKey == null ? o.Experiment : null,
                o.Method,
                o.Source,
                o.Proxy,
                o.Target,
                o.Cells,
                o.Tricks,
                o.SearchSeed,
                o.AugmentSeed
            )
        );
        foreach (var group in same)
        {
            var key = group.Key;
            int units =
                group.Count(o => o.UnitKey is null) + group.Select(o => o.UnitKey).OfType<string>().Distinct().Count();
            if (units > 1)
            {
                breaches.Add(
                    $"{key.Method} {key.Proxy ?? key.Source ?? "-"}→{key.Target} uses search seed {key.SearchSeed} with augment seed {key.AugmentSeed} {units} times."
                );
            }
        }
    }

    private static void SeveralGenotypes(IEnumerable<Observation> observations, ImmutableArray<string>.Builder breaches)
    {
        var searches = observations
            .Where(o => o.Genotype is not null)
            .GroupBy(o => (o.Method, o.Source, o.Proxy, o.SearchSeed));
        foreach (var search in searches)
        {
            int genotypes = search.DistinctBy(o => o.Genotype!.ToString()).Count();
            if (genotypes > 1)
            {
                var key = search.Key;
                breaches.Add(
                    $"{key.Method} on {key.Proxy ?? key.Source ?? "no source"} has {genotypes} genotypes for search seed {key.SearchSeed}."
                );
            }
        }
    }
}
