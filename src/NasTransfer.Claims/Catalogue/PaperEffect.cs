using NasTransfer.Claims.Paper;

namespace NasTransfer.Claims.Catalogue;

/// <summary>What the paper's tables say of a comparison.</summary>
internal static class PaperEffect
{
    /// <summary>RI as Table 2 prints it, whose source ImageNet1K is proxy 1; null where it prints none.</summary>
    public static double? Improvement(string method, SearchedSet source, string target) =>
        source.Set == target || (source.Proxy is not null && source != SearchedSet.Proxy1K(1))
            ? null
            : PaperTable2.Find(source.Set, target, method);

    /// <summary>
    /// How much better a method is from one source than from another, in percent of the other: (100 + RI_a)/(100 + RI_b)
    /// is free of Acc_r, of which the paper has more than one.
    /// </summary>
    public static double? Between(string method, SearchedSet a, SearchedSet b, string target) =>
        Improvement(method, a, target) is { } ofA && Improvement(method, b, target) is { } ofB
            ? 100 * ((100 + ofA) / (100 + ofB) - 1)
            : null;
}
