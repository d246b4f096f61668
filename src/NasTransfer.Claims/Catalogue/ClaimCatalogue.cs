using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue.Claims;

namespace NasTransfer.Claims.Catalogue;

/// <summary>The 25 claims of the paper. 1K and 22K are ImageNet1K and ImageNet22K; P1 … are the proxies of Table 1.</summary>
public static class ClaimCatalogue
{
    /// <summary>As they are judged from runs.</summary>
    public static ImmutableArray<IClaim> Claims { get; } =
    [
        new C01ProxySize(),
        new C02SmallSetsBeatCifar100(),
        new C03OnlyDartsPrefersCifar10(),
        new C04Cifar10BeatsCifar100(),
        new C05ExamplesPerClass(),
        new C06ProxyDomain(),
        new C07Cifar10For22K(),
        new C08RankingStable1K(),
        new C09ClassesAndExamples(),
        new C10RandomClassesBeatUniform(),
        new C11ProxyDesign22K(),
        new C12RankingFlips22K(),
        new C13TransferMatchesDirect(),
        new C14NaoPrefersUnrelated(),
        new C15RandomIsStrong(),
        new C16SomeCombinationWins(),
        new C17SimilarOnSourceSplitOnTarget(),
        new C18RandomSpreadGrows(),
        new C19AugmentSeed(),
        new C20CellCount(),
        new C21TrainingTricks(),
        new C22SearchCost(),
        new C23Table1(),
        new C24Accuracy22K(),
        new C25TablesAgree(),
    ];

    public static ImmutableArray<ClaimDefinition> All { get; } = [.. Claims.Select(claim => claim.Definition)];

    public static ClaimDefinition Find(string id) => All.Single(claim => claim.Id == id);
}
