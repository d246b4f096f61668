using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Catalogue.Claims;

/// <summary>C05: two directions, each a part.</summary>
public sealed class C05ExamplesPerClass : IClaim
{
    public ClaimDefinition Definition { get; } =
        new(
            "C05",
            "ExamplesPerClass",
            "ENAS gains from a source with fewer examples a class, DARTS from one with more.",
            "text of Fig. 1",
            ClaimFamily.Size,
            ClaimType.Direction
        );

    public ImmutableArray<string> Needs { get; } = [Needed.To1K];

    public ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting)
    {
        ClaimRuns runs = new(this, observations, setting);

        ClaimPart Part(string name, string method, SearchedSet better, SearchedSet worse) =>
            ClaimParts.All(
                name,
                $"{method} on ImageNet1K is better from {better.Name} than from {worse.Name}.",
                [
                    runs.Beats(
                        runs.Of(method, better, Target),
                        runs.Of(method, worse, Target),
                        PaperEffect.Between(method, better, worse, Target)
                    ),
                ]
            );
        return runs.Conclude(
            "CIFAR10 and CIFAR100 have the same number of images, 5,000 and 500 a class: ENAS does better from the latter, DARTS from the former.",
            [
                Part("ENAS, fewer a class", Methods.Enas, SearchedSet.Cifar100, SearchedSet.Cifar10),
                Part("DARTS, more a class", Methods.Darts, SearchedSet.Cifar10, SearchedSet.Cifar100),
            ],
            PartsRule.Combine
        );
    }

    private const string Target = Targets.ImageNet1K;
}
