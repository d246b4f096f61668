using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C23 rests on printed figures alone, which the audit judges.</summary>
public sealed class C23Table1 : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C23",
            "Table1",
            "The proxies of Table 1 come out of the selection that the text describes.",
            "Table 1",
            ClaimFamily.Record,
            ClaimType.Arithmetic,
            ClaimSubject.PrintedNumbers
        );

    public ImmutableArray<string> Needs { get; } = [];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        return runs.NotTested("None from runs.", "about printed figures: see the audit");
    }
}
