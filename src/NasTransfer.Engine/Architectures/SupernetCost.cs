using System.Collections.Immutable;
using NasTransfer.Engine.Networks;

namespace NasTransfer.Engine.Architectures;

/// <summary>
/// The size of the mixed supernet, in which each of the 14 edges of a cell holds all operations and only the stem's BNs
/// are affine.
/// </summary>
/// <param name="Parameters">Weights, without α.</param>
/// <param name="Alphas">14 × 8 for either kind of cell.</param>
/// <param name="Macs">Multiply-adds of convolutions and classifier, one image, forward.</param>
public sealed record SupernetCost(
    long Parameters,
    int Alphas,
    long Macs,
    Cost Stem,
    Cost Classifier,
    ImmutableArray<CellCost> Cells
)
{
    /// <param name="channels">C.</param>
    /// <param name="cells">L.</param>
    /// <param name="imageSize">Height and width of the images in px.</param>
    /// <exception cref="BadInputException">A size is zero or negative, or the image does not halve evenly.</exception>
    public static SupernetCost Of(int channels, int cells, int classes, Stem stem, int imageSize)
    {
        var options = new NetworkOptions
        {
            Channels = channels,
            Cells = cells,
            Classes = classes,
            Stem = stem,
        };
        var plan = MacroPlan.Of(options, SearchSpace.Nodes, SearchSpace.Nodes);
        plan.ValidateImageSize(imageSize);

        Cost first = NetworkCost.StemOf(stem, channels, imageSize);
        Cost classifier = LayerCost.Linear(plan.ChannelsOut, classes);
        ImmutableArray<CellCost> rows = [.. plan.Cells.Select(place => OfCell(place, imageSize))];
        return new SupernetCost(
            first.Parameters + classifier.Parameters + rows.Sum(cell => cell.Parameters),
            2 * SearchSpace.Edges * PrimitiveNames.All.Length,
            first.Macs + classifier.Macs + rows.Sum(cell => cell.Macs),
            first,
            classifier,
            rows
        );
    }

    private static CellCost OfCell(CellPlan place, int imageSize)
    {
        int size = imageSize / place.OutputDivisor;
        int fromInputs = SearchSpace.Inputs * SearchSpace.Nodes;
        Cost cost =
            NetworkCost.Preprocessing(place, imageSize, affine: false)
            + fromInputs * MixedEdge(place.Channels, place.IsReduction, (long)size * size)
            + (SearchSpace.Edges - fromInputs) * MixedEdge(place.Channels, reduces: false, (long)size * size);
        return NetworkCost.Row(place, size, cost);
    }

    private static Cost MixedEdge(int channels, bool reduces, long pixels)
    {
        Cost sum = default;
        foreach (Primitive primitive in Enum.GetValues<Primitive>())
        {
            sum += LayerCost.Operation(primitive, channels, reduces, pixels, poolBatchNorm: true, affine: false);
        }

        return sum;
    }
}
