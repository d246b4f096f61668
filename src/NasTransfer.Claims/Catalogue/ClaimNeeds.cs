using System.Collections.Immutable;
using NasTransfer.Engine;
using NasTransfer.Study.Experiments;

namespace NasTransfer.Claims.Catalogue;

/// <summary>Which experiments of the paper each claim rests on. A claim about printed figures alone rests on none.</summary>
public static class ClaimNeeds
{
    private const string To1K = "transfer to ImageNet1K";
    private const string To100 = "transfer to CIFAR100";
    private const string To22K = "transfer to ImageNet22K";
    private const string From1K = "transfer from ImageNet1K to ImageNet22K";
    private const string OnSource = "accuracy on the source";
    private const string Direct1K = "direct search on ImageNet1K";
    private const string Direct22K = "direct search on ImageNet22K";
    private const string Random = "random sampling";
    private const string Spread = "spread of random sampling";

    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> ByClaim = new Dictionary<
        string,
        ImmutableArray<string>
    >
    {
        ["C01"] = [To1K, Direct1K, Random],
        ["C02"] = [To1K],
        ["C03"] = [To1K],
        ["C04"] = [To1K],
        ["C05"] = [To1K],
        ["C06"] = [To1K, To22K, From1K, Direct1K, Direct22K, Random],
        ["C07"] = [To22K, From1K, Direct22K],
        ["C08"] = [Direct1K],
        ["C09"] = [Direct1K, Random],
        ["C10"] = [Direct1K],
        ["C11"] = [Direct22K, Random],
        ["C12"] = [Direct22K],
        ["C13"] = [To1K, To22K, Direct1K, Direct22K, Random],
        ["C14"] = [To1K, To22K, Direct1K, Direct22K],
        ["C15"] = [To1K, To100, To22K, From1K, Random],
        ["C16"] = [To1K, To100, To22K, From1K, Direct1K, Direct22K, Random],
        ["C17"] = [OnSource, To1K, To22K],
        ["C18"] = [Spread],
        ["C19"] = ["augment seed, transfer", "augment seed, direct", "augment seed, random sampling"],
        ["C20"] = ["cells, transfer", "cells, direct", "cells, random sampling"],
        ["C21"] = ["training tricks"],
        ["C22"] = ["search cost", Direct1K],
        ["C23"] = [],
        ["C24"] = [To22K],
        ["C25"] = [],
    }.ToImmutableSortedDictionary();

    /// <exception cref="BadInputException">There is no such claim.</exception>
    public static ImmutableArray<Experiment> ExperimentsOf(IEnumerable<string> claims)
    {
        HashSet<string> names = [];
        foreach (string claim in claims)
        {
            names.UnionWith(
                ByClaim.TryGetValue(claim, out ImmutableArray<string> needs)
                    ? needs
                    : throw new BadInputException(
                        $"There is no claim '{claim}'; the claims are {ByClaim.Keys.First()} to {ByClaim.Keys.Last()}."
                    )
            );
        }

        return [.. PaperExperiments.Paper.All.Where(experiment => names.Contains(experiment.Name))];
    }
}
