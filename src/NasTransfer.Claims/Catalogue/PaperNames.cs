using System.Collections.Immutable;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Search.Enas;
using NasTransfer.Engine.Search.Nao;
using NasTransfer.Engine.Search.NsgaNet;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Proxies;

namespace NasTransfer.Claims.Catalogue;

/// <summary>The methods by the paper's names.</summary>
internal static class Methods
{
    public const string Nsga = NsgaNetSearch.Name;
    public const string Enas = EnasSearch.Name;
    public const string Darts = DartsSearch.Name;
    public const string Nao = NaoSearch.Name;

    public static ImmutableArray<string> All { get; } = [Nsga, Enas, Darts, Nao];

    /// <summary>NSGANet was not searched on proxies of the ImageNet sets.</summary>
    public static ImmutableArray<string> OnProxies { get; } = [Enas, Darts, Nao];
}

/// <summary>The sets that networks are trained on.</summary>
internal static class Targets
{
    public const string Flowers = "FLOWERS102";
    public const string Mit = "MIT67";
    public const string Cifar10 = "CIFAR10";
    public const string Cifar100 = "CIFAR100";
    public const string ImageNet1K = "ImageNet1K";
    public const string ImageNet22K = "ImageNet22K";
}

/// <summary>What is searched: a set, or a proxy of it.</summary>
/// <param name="Name">A row of Table 1.</param>
internal sealed record SearchedSet(string Name)
{
    public static SearchedSet Mit { get; } = new(Targets.Mit);
    public static SearchedSet Flowers { get; } = new(Targets.Flowers);
    public static SearchedSet Cifar10 { get; } = new(Targets.Cifar10);
    public static SearchedSet Cifar100 { get; } = new(Targets.Cifar100);

    /// <summary>The sets that are no proxy, the one with the fewest images first.</summary>
    public static ImmutableArray<SearchedSet> Small { get; } = [Mit, Flowers, Cifar10, Cifar100];

    /// <summary>P1 to P5.</summary>
    public static ImmutableArray<SearchedSet> Of1K { get; } = [.. Enumerable.Range(1, 5).Select(Proxy1K)];

    /// <summary>P1 to P3.</summary>
    public static ImmutableArray<SearchedSet> Of22K { get; } = [.. Enumerable.Range(1, 3).Select(Proxy22K)];

    /// <summary>The set that it is, or is taken from.</summary>
    public string Set { get; } = StudyPlan.SetOf(Name);

    /// <summary>Null for a whole set.</summary>
    public string? Proxy => ProxyCatalogue.Find(Name).IsWhole ? null : Name;

    public static SearchedSet Proxy1K(int number) => new($"ImNet1K P{number}");

    public static SearchedSet Proxy22K(int number) => new($"ImNet22K P{number}");
}

/// <summary>The experiments that claims rest on, by their names in the paper's file.</summary>
internal static class Needed
{
    public const string To1K = "transfer to ImageNet1K";
    public const string To100 = "transfer to CIFAR100";
    public const string To22K = "transfer to ImageNet22K";
    public const string From1K = "transfer from ImageNet1K to ImageNet22K";
    public const string OnSource = "accuracy on the source";
    public const string Direct1K = "direct search on ImageNet1K";
    public const string Direct22K = "direct search on ImageNet22K";
    public const string Random = "random sampling";
    public const string Spread = "spread of random sampling";
    public const string Tricks = "training tricks";
    public const string Cost = "search cost";

    public static ImmutableArray<string> AugmentSeeds { get; } =
    ["augment seed, transfer", "augment seed, direct", "augment seed, random sampling"];

    public static ImmutableArray<string> CellCounts { get; } =
    ["cells, transfer", "cells, direct", "cells, random sampling"];
}
