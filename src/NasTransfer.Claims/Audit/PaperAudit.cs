using System.Collections.Immutable;
using NasTransfer.Engine;

namespace NasTransfer.Claims.Audit;

/// <summary>All claims held against the paper's printed tables. A function of the tables alone: it runs nothing.</summary>
public static class PaperAudit
{
    private const string FigureOnly = "It rests on a figure, and figures print no values";

    private static readonly Lazy<ImmutableArray<ClaimAudit>> Audited = new(() =>
        [
            C01ProxySizeAudit.Audit(),
            C02SmallSetsBeatCifar100Audit.Audit(),
            C03OnlyDartsPrefersCifar10Audit.Audit(),
            C04Cifar10BeatsCifar100Audit.Audit(),
            C05ExamplesPerClassAudit.Audit(),
            C06ProxyDomainAudit.Audit(),
            C07Cifar10For22KAudit.Audit(),
            C08RankingStable1KAudit.Audit(),
            ClaimAudit.OfNothing("C09", $"{FigureOnly}; of the proxies of 1K the tables have P1 alone."),
            ClaimAudit.OfNothing("C10", $"{FigureOnly}; of the proxies of 1K the tables have P1 alone."),
            ClaimAudit.OfNothing("C11", $"{FigureOnly}; no table has a search on 22K."),
            ClaimAudit.OfNothing("C12", $"{FigureOnly}; no table has a search on 22K."),
            C13TransferMatchesDirectAudit.Audit(),
            C14NaoPrefersUnrelatedAudit.Audit(),
            C15RandomIsStrongAudit.Audit(),
            C16SomeCombinationWinsAudit.Audit(),
            C17SimilarOnSourceSplitOnTargetAudit.Audit(),
            ClaimAudit.OfNothing("C18", $"{FigureOnly}: no accuracy of the 30 random architectures is in the paper."),
            C19AugmentSeedAudit.Audit(),
            C20CellCountAudit.Audit(),
            ClaimAudit.OfNothing("C21", "It rests on the supplement; the paper prints no values."),
            C22SearchCostAudit.Audit(),
            C23Table1Audit.Audit(),
            C24Accuracy22KAudit.Audit(),
            C25TablesAgreeAudit.Audit(),
        ]
    );

    /// <summary>In the order of the catalogue.</summary>
    public static ImmutableArray<ClaimAudit> All => Audited.Value;

    /// <param name="id">C01 to C25; case does not matter.</param>
    /// <exception cref="BadInputException">There is no such claim.</exception>
    public static ClaimAudit Find(string id) =>
        All.FirstOrDefault(audit => string.Equals(audit.Definition.Id, id, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException(
            $"There is no claim '{id}'; the claims are {All[0].Definition.Id} to {All[^1].Definition.Id}."
        );
}
