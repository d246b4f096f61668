using System.Collections.Immutable;
using NasTransfer.Engine;
using NasTransfer.Study.Experiments;

namespace NasTransfer.Claims.Catalogue;

/// <summary>Which experiments of the paper claims rest on. A claim about printed figures alone rests on none.</summary>
public static class ClaimNeeds
{
    /// <exception cref="BadInputException">There is no such claim.</exception>
    public static ImmutableArray<Experiment> ExperimentsOf(IEnumerable<string> claims)
    {
        HashSet<string> names = [.. claims.SelectMany(claim => Find(claim).Needs)];
        return [.. PaperExperiments.Paper.All.Where(experiment => names.Contains(experiment.Name))];
    }

    private static IClaim Find(string id) =>
        ClaimCatalogue.Claims.FirstOrDefault(claim => claim.Definition.Id == id)
        ?? throw new BadInputException(
            $"There is no claim '{id}'; the claims are {ClaimCatalogue.All[0].Id} to {ClaimCatalogue.All[^1].Id}."
        );
}
