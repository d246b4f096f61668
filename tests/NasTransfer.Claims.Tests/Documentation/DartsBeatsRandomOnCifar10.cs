using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;

namespace NasTransfer.Claims.Tests.Documentation;

/// <summary>X01: one direction, searched and trained on the same set.</summary>
public sealed class DartsBeatsRandomOnCifar10 : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "X01",
            "DartsBeatsRandomOnCifar10",
            "DARTS is better than random sampling on CIFAR10.",
            "our own question",
            ClaimFamily.Baseline,
            ClaimType.Direction
        );

    // Experiments of src/NasTransfer.Study/Experiments/paper.json, by name: the plan runs their units.
    public ImmutableArray<string> Needs { get; } = [Needed.OnSource, Needed.Random];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        const string form =
            "Mean top-1 on CIFAR10 after a search with DARTS on CIFAR10 is above that of random sampling.";
        TestedPart tested = runs.Beats(
            runs.Of(Methods.Darts, SearchedSet.Cifar10, Targets.Cifar10),
            runs.Random(Targets.Cifar10)
        );
        return runs.Conclude(form, [ClaimParts.All("DARTS on CIFAR10", form, [tested])]);
    }
}
