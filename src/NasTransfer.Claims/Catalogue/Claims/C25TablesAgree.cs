using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C25 rests on printed figures alone, which the audit judges.</summary>
public sealed class C25TablesAgree : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C25",
            "TablesAgree",
            "The printed tables agree with each other.",
            "Tables 2, 3 and 4",
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
