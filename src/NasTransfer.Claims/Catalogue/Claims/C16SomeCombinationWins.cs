using System.Collections.Immutable;
using NasTransfer.Claims.Observations;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C16: existence over all combinations.</summary>
public sealed class C16SomeCombinationWins : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C16",
            "SomeCombinationWins",
            "The right source with the right method improves significantly on random sampling.",
            "abstract (iii); practice (v)",
            ClaimFamily.Baseline,
            ClaimType.Existence
        );

    public ImmutableArray<string> Needs { get; } =
    [Needed.To1K, Needed.To100, Needed.To22K, Needed.From1K, Needed.Direct1K, Needed.Direct22K, Needed.Random];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        const string form =
            "Of all methods with all transfers and proxies, at least one has RI above 0 after Holm's correction over all of them; refuted where every upper 95 % bound is below 0.";
        foreach (PaperTransfer transfer in (PaperTransfer[])[.. PaperTransfer.Table2, .. PaperTransfer.Direct])
        {
            _ = transfer.BeatsRandom(runs);
        }

        return runs.Conclude(form, [ClaimParts.Some("some combination", form, runs.Rows)]);
    }
}
