using System.Collections.Concurrent;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Architectures.Drawing;

namespace NasTransfer.Reporting.Pages;

/// <summary>
/// The drawings of a report. Many claims rest on the same runs, and a drawing is a search for a good layout: each is made
/// once.
/// </summary>
internal sealed class GenotypeDrawings
{
    private readonly ConcurrentDictionary<string, Lazy<string>> drawn = [];

    /// <summary>As SVG.</summary>
    public string Of(Genotype genotype) =>
        drawn
            .GetOrAdd(
                genotype.ToText(GenotypeTextForm.Nested),
                _ => new Lazy<string>(() => GenotypeDrawing.ToSvg(genotype))
            )
            .Value;
}
