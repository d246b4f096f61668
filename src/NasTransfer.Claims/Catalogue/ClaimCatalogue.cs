using System.Collections.Immutable;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Catalogue;

/// <summary>The 25 claims of the paper. 1K and 22K are ImageNet1K and ImageNet22K; P1 … are the proxies of Table 1.</summary>
public static class ClaimCatalogue
{
    private const string Size = "proxy size";
    private const string Domain = "proxy domain";
    private const string Design = "proxy design";
    private const string Baseline = "random baseline";
    private const string Scale = "scale of the target";
    private const string Protocol = "training protocol";
    private const string Record = "the paper's own figures";

    public static ImmutableArray<ClaimDefinition> All { get; } =
    [
        new(
            "C01",
            "ProxySize",
            "How many images the source has does not matter for how well the found cell transfers.",
            "abstract (i); Fig. 1 left; practice (i)",
            Size,
            ClaimType.Similarity
        ),
        new(
            "C02",
            "SmallSetsBeatCifar100",
            "For every method, FLOWERS102 and MIT67 are better sources for 1K than CIFAR100.",
            "text of Fig. 1",
            Size,
            ClaimType.Direction
        ),
        new(
            "C03",
            "OnlyDartsPrefersCifar10",
            "DARTS alone does better from CIFAR10 than from the two small sets.",
            "text of Fig. 1",
            Size,
            ClaimType.Direction
        ),
        new(
            "C04",
            "Cifar10BeatsCifar100",
            "For most methods, CIFAR10 is a better source for 1K than CIFAR100.",
            "text of Fig. 1",
            Size,
            ClaimType.Direction
        ),
        new(
            "C05",
            "ExamplesPerClass",
            "ENAS gains from a source with fewer examples a class, DARTS from one with more.",
            "text of Fig. 1",
            Size,
            ClaimType.Direction
        ),
        new(
            "C06",
            "ProxyDomain",
            "Whether the source comes from the target's own domain does not matter.",
            "abstract (i); Fig. 1 right; practice (ii)",
            Domain,
            ClaimType.Similarity
        ),
        new(
            "C07",
            "Cifar10For22K",
            "For all methods, CIFAR10 is a better source for 22K than proxies drawn from 1K or from 22K.",
            "Figs. 1 and 3",
            Domain,
            ClaimType.Direction
        ),
        new(
            "C08",
            "RankingStable1K",
            "On 1K, DARTS comes before ENAS and ENAS before NAO whichever proxy was searched.",
            "Fig. 2",
            Design,
            ClaimType.Ranking
        ),
        new(
            "C09",
            "ClassesAndExamples",
            "Beyond a minimum, more classes or more examples in a 1K proxy change nothing that can be seen.",
            "text of Fig. 2",
            Design,
            ClaimType.Similarity
        ),
        new(
            "C10",
            "RandomClassesBeatUniform",
            "A random part of the classes with all their images is a better 1K proxy than all classes with fewer images.",
            "text of Fig. 2; practice (iii)",
            Design,
            ClaimType.Direction
        ),
        new(
            "C11",
            "ProxyDesign22K",
            "On 22K, proxy P1 is clearly better than P2 and P3 for DARTS, ENAS and NAO, and beats random sampling.",
            "text of Fig. 2",
            Design,
            ClaimType.Direction
        ),
        new(
            "C12",
            "RankingFlips22K",
            "On 22K the proxy changes the ranking: DARTS is first from P1 and last from P2 and P3.",
            "text of Fig. 2",
            Design,
            ClaimType.Ranking
        ),
        new(
            "C13",
            "TransferMatchesDirect",
            "A cell from an unrelated small set is as good as one searched on the target's best proxy, or better.",
            "Fig. 3; abstract (i)",
            Domain,
            ClaimType.Similarity
        ),
        new(
            "C14",
            "NaoPrefersUnrelated",
            "For NAO, an unrelated small set beats the best proxy of the target, on 1K and on 22K.",
            "text of Fig. 3",
            Domain,
            ClaimType.Direction
        ),
        new(
            "C15",
            "RandomIsStrong",
            "Random sampling is hard to beat; from CIFAR100 to ImageNet1K every method but NSGANet ends below it.",
            "abstract (iii); Fig. 2; Table 2 and its text",
            Baseline,
            ClaimType.Direction
        ),
        new(
            "C16",
            "SomeCombinationWins",
            "The right source with the right method improves significantly on random sampling.",
            "abstract (iii); practice (v)",
            Baseline,
            ClaimType.Existence
        ),
        new(
            "C17",
            "SimilarOnSourceSplitOnTarget",
            "Methods that are alike on the source differ widely on a large target.",
            "abstract (ii); practice (iv)",
            Scale,
            ClaimType.Spread
        ),
        new(
            "C18",
            "RandomSpreadGrows",
            "Over 30 random architectures, the spread of accuracy grows and its mean falls as the target grows.",
            "Fig. 4",
            Scale,
            ClaimType.Spread
        ),
        new(
            "C19",
            "AugmentSeed",
            "ENAS depends on the augment seed more than the other methods do.",
            "Table 3",
            Protocol,
            ClaimType.Spread
        ),
        new(
            "C20",
            "CellCount",
            "Accuracy on 1K rises with the number of cells, says the caption; the text sees no consistent gain.",
            "Table 4",
            Protocol,
            ClaimType.Spread
        ),
        new(
            "C21",
            "TrainingTricks",
            "Drop path, auxiliary towers and cutout matter more on small targets than on large ones.",
            "training protocol; supplement",
            Protocol,
            ClaimType.Direction
        ),
        new(
            "C22",
            "SearchCost",
            "Direct search on the large sets would take from months to many years on one GPU.",
            "transferring architectures",
            Record,
            ClaimType.Arithmetic
        ),
        new(
            "C23",
            "Table1",
            "The proxies of Table 1 come out of the selection that the text describes.",
            "Table 1",
            Record,
            ClaimType.Arithmetic,
            ClaimSubject.PrintedNumbers
        ),
        new(
            "C24",
            "Accuracy22K",
            "NAO's cell from CIFAR10 reaches 30.91 % on 22K, above one published network and below another.",
            "text of Fig. 3",
            Record,
            ClaimType.Magnitude,
            ClaimSubject.Magnitude
        ),
        new(
            "C25",
            "TablesAgree",
            "The printed tables agree with each other.",
            "Tables 2, 3 and 4",
            Record,
            ClaimType.Arithmetic,
            ClaimSubject.PrintedNumbers
        ),
    ];

    public static ClaimDefinition Find(string id) => All.Single(claim => claim.Id == id);
}
