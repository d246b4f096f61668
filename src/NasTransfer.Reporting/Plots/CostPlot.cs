using System.Collections.Immutable;
using NasTransfer.Claims.Observations;
using NasTransfer.Claims.Statistics;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Plots;

/// <summary>
/// What a search costs by the size of its source: images forward and backward divided by the source's images, a row a
/// source. Where cost is proportional to images, as the paper scales its search times, the rows of a method are equal.
/// </summary>
internal static class CostPlot
{
    /// <param name="sources">Images that a search has, by the name of its source.</param>
    public static string Svg(ImmutableArray<Observation> runs, IReadOnlyDictionary<string, int> sources)
    {
        ImmutableArray<PlotRow> rows =
        [
            .. from run in runs.Where(run => run.SearchImages is not null)
                .DistinctBy(run => (run.Method, Source(run), run.SearchSeed))
            let source = Source(run)
            where source is not null && sources.ContainsKey(source)
            group run by (run.Method, Source: source) into same
            orderby same.Key.Method, sources[same.Key.Source], same.Key.Source
            select Row(same.Key.Method, same.Key.Source, sources[same.Key.Source], [.. same]),
        ];
        return new RowPlot(
            "Cost of a search by the size of its source",
            string.Join("; ", rows.Select(row => $"{row.Block} on {row.Label}: {Words.Fixed(row.Mean)} passes")),
            "images forward and backward in a search ÷ images of the source (passes)",
            rows,
            []
        ).Svg();
    }

    private static string? Source(Observation run) => run.Proxy ?? run.Source;

    private static PlotRow Row(string method, string source, int images, ImmutableArray<Observation> runs)
    {
        Sample passes = Sample.Of([.. runs.Select(run => (double)run.SearchImages!.Value / images)]);
        return new PlotRow(
            method,
            $"{source} ({Words.Count(images)} images)",
            MethodLook.Of(method),
            [
                .. runs.Select(run => new PlotDot(
                    (double)run.SearchImages!.Value / images,
                    $"search seed {run.SearchSeed}: {Words.Count(run.SearchImages)} images, {Words.Fixed((double)run.SearchImages.Value / images)} passes"
                )),
            ],
            passes.Mean,
            passes.IntervalOfMean
        );
    }
}
