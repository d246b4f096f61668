using System.Collections.Immutable;

namespace NasTransfer.Engine.Architectures;

/// <summary>Genotypes that the literature knows by name, in the order of edges in which they were published.</summary>
public static class PublishedGenotypes
{
    /// <summary>First-order DARTS on CIFAR-10 (Liu, Simonyan, Yang, "DARTS", ICLR 2019).</summary>
    public static Genotype DartsV1 { get; } =
        Genotype.Parse(
            """
            Genotype(
                normal=[('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 0), ('sep_conv_3x3', 1),
                        ('skip_connect', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('skip_connect', 2)],
                normal_concat=range(2, 6),
                reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 0),
                        ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('avg_pool_3x3', 0)],
                reduce_concat=range(2, 6))
            """
        );

    /// <summary>Second-order DARTS on CIFAR-10 (same paper).</summary>
    public static Genotype DartsV2 { get; } =
        Genotype.Parse(
            """
            Genotype(
                normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 1), ('sep_conv_3x3', 0), ('sep_conv_3x3', 1),
                        ('sep_conv_3x3', 1), ('skip_connect', 0), ('skip_connect', 0), ('dil_conv_3x3', 2)],
                normal_concat=range(2, 6),
                reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 1),
                        ('max_pool_3x3', 0), ('skip_connect', 2), ('skip_connect', 2), ('max_pool_3x3', 1)],
                reduce_concat=range(2, 6))
            """
        );

    /// <summary>What the pt.darts re-implementation found on CIFAR-10.</summary>
    public static Genotype PtDartsCifar10 { get; } =
        Genotype.Parse(
            """
            Genotype(
                normal=[[('sep_conv_3x3', 0), ('dil_conv_5x5', 1)], [('skip_connect', 0), ('dil_conv_3x3', 2)],
                        [('sep_conv_3x3', 1), ('skip_connect', 0)], [('sep_conv_3x3', 1), ('skip_connect', 0)]],
                normal_concat=range(2, 6),
                reduce=[[('max_pool_3x3', 0), ('max_pool_3x3', 1)], [('max_pool_3x3', 0), ('skip_connect', 2)],
                        [('skip_connect', 3), ('max_pool_3x3', 0)], [('skip_connect', 2), ('max_pool_3x3', 0)]],
                reduce_concat=range(2, 6))
            """
        );

    /// <summary>By the names that <see cref="Find"/> knows.</summary>
    public static ImmutableSortedDictionary<string, Genotype> All { get; } =
        new Dictionary<string, Genotype>
        {
            ["DARTS_V1"] = DartsV1,
            ["DARTS_V2"] = DartsV2,
            ["PT_DARTS_CIFAR10"] = PtDartsCifar10,
        }.ToImmutableSortedDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The genotype of that name in any case, or null.</summary>
    public static Genotype? Find(string name) => All.GetValueOrDefault(name);
}
