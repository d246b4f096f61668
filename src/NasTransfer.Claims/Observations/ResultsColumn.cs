using System.Collections.Immutable;

namespace NasTransfer.Claims.Observations;

/// <summary>The columns of a results file, by the names in its first line.</summary>
public static class ResultsColumn
{
    public const string Experiment = "experiment";
    public const string Source = "source";
    public const string Proxy = "proxy";
    public const string Target = "target";
    public const string Method = "method";
    public const string SearchSeed = "search_seed";
    public const string AugmentSeed = "augment_seed";
    public const string Cells = "cells";
    public const string DropPath = "drop_path";
    public const string Auxiliary = "auxiliary";
    public const string Cutout = "cutout";
    public const string LabelSmoothing = "label_smoothing";
    public const string Genotype = "genotype";
    public const string Top1 = "top1";
    public const string Top1Best = "top1_best";
    public const string Diverged = "diverged";
    public const string Parameters = "parameters";
    public const string Macs = "macs";
    public const string SearchImages = "search_images";
    public const string SearchMacs = "search_macs";
    public const string SearchSeconds = "search_seconds";
    public const string AugmentImages = "augment_images";
    public const string AugmentMacs = "augment_macs";
    public const string AugmentSeconds = "augment_seconds";

    /// <summary>Without these nothing can be judged.</summary>
    public static ImmutableArray<string> Required { get; } =
    [Source, Proxy, Target, Method, SearchSeed, AugmentSeed, Cells, DropPath, Auxiliary, Cutout, Top1];

    /// <summary>A file may lack these; some claims then have less to go by.</summary>
    public static ImmutableArray<string> Optional { get; } =
    [
        Experiment,
        LabelSmoothing,
        Genotype,
        Top1Best,
        Diverged,
        Parameters,
        Macs,
        SearchImages,
        SearchMacs,
        SearchSeconds,
        AugmentImages,
        AugmentMacs,
        AugmentSeconds,
    ];

    public static ImmutableArray<string> All { get; } = [.. Required, .. Optional];
}
