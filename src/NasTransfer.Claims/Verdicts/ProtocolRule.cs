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
        var repeated = observations
            .GroupBy(o =>
                (o.Experiment, o.Method, o.Source, o.Proxy, o.Target, o.Cells, o.Tricks, o.SearchSeed, o.AugmentSeed)
            )
            .Where(group => group.Count() > 1);
        foreach (var group in repeated)
        {
            var key = group.Key;
            breaches.Add(
                $"{key.Method} {key.Source ?? "-"}→{key.Target} uses search seed {key.SearchSeed} with augment seed {key.AugmentSeed} {group.Count()} times."
            );
        }

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
}
