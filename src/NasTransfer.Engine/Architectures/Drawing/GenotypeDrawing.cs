using System.Globalization;
using System.Security;
using System.Text;

namespace NasTransfer.Engine.Architectures.Drawing;

/// <summary>Draws genotypes as figures: one SVG, which needs nothing but itself.</summary>
public static class GenotypeDrawing
{
    private const string Font = "Helvetica Neue, Helvetica, Arial, Liberation Sans, Nimbus Sans, sans-serif";
    private const string Ink = "#1f2530";
    private const string Faint = "#6b7280";
    private const string Frame = "#e2e5ea";
    private const string ToOutput = "#b9bfca";

    private const double LabelFont = 11;
    private const double LabelMargin = 8;
    private const double NodeFont = 15;
    private const double TitleFont = 15;
    private const double NoteFont = 11;
    private const double EdgeWidth = 1.8;
    private const double OutputEdgeWidth = 1.6;
    private const double Casing = 3.2;

    private const double Margin = 12;
    private const double PanelPadding = 20;
    private const double PanelHeader = 46;
    private const double BetweenPanels = 14;
    private const double LegendRow = 20;
    private const double LegendSwatch = 20;
    private const double LegendGap = 22;
    private const double LegendStep = 8;

    // Wider than this, the cells stand one below the other.
    private const double WidestRow = 1200;

    /// <summary>Both cells, their operations in colour, and a legend.</summary>
    /// <param name="title">A heading, or null for none.</param>
    public static string ToSvg(Genotype genotype, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(genotype);
        return Compose(
            title,
            [
                new Panel("Normal cell", "all operations have stride 1", genotype.Normal),
                new Panel("Reduction cell", "operations on the two inputs have stride 2", genotype.Reduce),
            ]
        );
    }

    /// <summary>One cell and a legend.</summary>
    /// <param name="title">A heading of the cell.</param>
    public static string ToSvg(Cell cell, string title = "Cell")
    {
        ArgumentNullException.ThrowIfNull(cell);
        return Compose(null, [new Panel(title, "", cell)]);
    }

    // ---- The figure ----

    private sealed class Panel(string title, string note, Cell cell)
    {
        public string Title => title;
        public string Note => note;
        public CellLayout Layout { get; } = CellLayout.Of(cell, LabelWidth);
        public double Width => Layout.Width + 2 * PanelPadding;
        public double Height => Layout.Height + PanelHeader + PanelPadding;
    }

    private static string Compose(string? title, Panel[] panels)
    {
        double sideBySide = panels.Sum(panel => panel.Width) + BetweenPanels * (panels.Length - 1);
        bool isRow = sideBySide <= WidestRow;
        double inner = isRow ? sideBySide : panels.Max(panel => panel.Width);
        List<List<(string Meaning, Primitive? Primitive)>> legend = LegendRows(inner);
        double heading = title is null ? 0 : 2 * TitleFont;
        double panelsHeight = isRow
            ? panels.Max(panel => panel.Height)
            : panels.Sum(panel => panel.Height) + BetweenPanels * (panels.Length - 1);
        double width = inner + 2 * Margin;
        double height = Margin + heading + panelsHeight + BetweenPanels + legend.Count * LegendRow + Margin;

        var svg = new StringBuilder();
        svg.Append(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{N(width)}" height="{N(height)}" viewBox="0 0 {N(width)} {N(
                height
            )}" font-family="{Font}" role="img">
            <title>{Escape(title ?? string.Join(" and ", panels.Select(panel => panel.Title)))}</title>
            <rect width="{N(width)}" height="{N(height)}" fill="#ffffff"/>

            """
        );
        if (title is not null)
        {
            Text(svg, Margin, Margin + TitleFont, title, TitleFont + 1, Ink, "start", bold: true);
        }

        (double x, double y) = (Margin, Margin + heading);
        foreach (Panel panel in panels)
        {
            double panelWidth = isRow ? panel.Width : inner;
            double panelHeight = isRow ? panelsHeight : panel.Height;
            DrawPanel(svg, panel, x, y, panelWidth, panelHeight);
            (x, y) = isRow ? (x + panelWidth + BetweenPanels, y) : (x, y + panelHeight + BetweenPanels);
        }

        DrawLegend(svg, legend, width / 2, Margin + heading + panelsHeight + BetweenPanels);
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private static void DrawPanel(StringBuilder svg, Panel panel, double x, double y, double width, double height)
    {
        svg.Append(
            $"""
            <rect x="{N(x)}" y="{N(y)}" width="{N(width)}" height="{N(height)}" rx="8" fill="#fcfcfd" stroke="{Frame}"/>

            """
        );
        double baseline = y + 26;
        Text(svg, x + PanelPadding - 4, baseline, panel.Title, TitleFont, Ink, "start", bold: true);
        double noteAt = x + PanelPadding + 8 + TextWidth.Of(panel.Title, TitleFont) * 1.08;
        Text(svg, noteAt, baseline, panel.Note, NoteFont, Faint, "start");

        double left = x + (width - panel.Layout.Width) / 2;
        double top = y + PanelHeader + (height - panel.Height) / 2;
        svg.Append($"<g transform=\"translate({N(left)} {N(top)})\">\n");
        DrawEdges(svg, panel.Layout);
        DrawBoxes(svg, panel.Layout);
        svg.Append("</g>\n");
    }

    // ---- Edges: the ones to the output below, then each operation with a light casing that shows who passes over whom ----

    private static void DrawEdges(StringBuilder svg, CellLayout layout)
    {
        foreach (Curve curve in layout.Curves.OrderBy(curve => curve.Edge is null ? 0 : 1))
        {
            string colour = curve.Edge is { } edge ? PrimitiveStyle.Of(edge.Primitive).Line : ToOutput;
            double width = curve.Edge is null ? OutputEdgeWidth : EdgeWidth;
            string path = PathData(curve.ToLabel) + PathData(curve.FromLabel);
            Piece last = curve.FromLabel.Count > 0 ? curve.FromLabel[^1] : curve.ToLabel[^1];
            svg.Append(
                $"""
                <path d="{path}" fill="none" stroke="#fcfcfd" stroke-width="{N(width + Casing)}"/>
                <path d="{path}" fill="none" stroke="{colour}" stroke-width="{N(width)}"/>
                <path d="M{N(last.X2 + CellLayout.Arrow)} {N(last.Y2)}l{N(-CellLayout.Arrow)} -4v8z" fill="{colour}"/>

                """
            );
        }
    }

    private static string PathData(IReadOnlyList<Piece> pieces)
    {
        var data = new StringBuilder();
        foreach (Piece piece in pieces)
        {
            if (data.Length == 0)
            {
                data.Append($"M{N(piece.X1)} {N(piece.Y1)}");
            }

            double middle = (piece.X1 + piece.X2) / 2;
            if (piece.X2 - piece.X1 < 0.05)
            {
                continue;
            }

            data.Append(
                Math.Abs(piece.Y1 - piece.Y2) < 0.05
                    ? $"H{N(piece.X2)}"
                    : $"C{N(middle)} {N(piece.Y1)} {N(middle)} {N(piece.Y2)} {N(piece.X2)} {N(piece.Y2)}"
            );
        }

        return data.ToString();
    }

    // ---- Boxes ----

    private static void DrawBoxes(StringBuilder svg, CellLayout layout)
    {
        foreach (Box box in layout.Boxes)
        {
            if (box.Item.Kind == ItemKind.Label)
            {
                DrawLabel(svg, box, layout.Curves[box.Item.Id].Edge!.Value.Primitive);
            }
            else
            {
                DrawNode(svg, box);
            }
        }
    }

    private static void DrawLabel(StringBuilder svg, Box box, Primitive primitive)
    {
        PrimitiveStyle style = PrimitiveStyle.Of(primitive);
        Rectangle(svg, box, box.Item.Height / 2, style.Fill, style.Line, 1);
        Text(svg, box.X, box.Y + LabelFont * 0.34, primitive.Name(), LabelFont, style.Text, "middle");
    }

    private static void DrawNode(StringBuilder svg, Box box)
    {
        double baseline = box.Y + NodeFont * 0.35;
        switch (box.Item.Kind)
        {
            case ItemKind.Node:
                Rectangle(svg, box, 9, "#ffffff", Ink, 1.4);
                string number = (box.Item.Id - SearchSpace.Inputs).ToString(CultureInfo.InvariantCulture);
                Text(svg, box.X, baseline, number, NodeFont, Ink, "middle", bold: true);
                break;
            case ItemKind.Input:
                Rectangle(svg, box, box.Item.Height / 2, "#eceef2", Ink, 1.4);
                Subscript(svg, box.X, baseline - 1, "c", $"k–{SearchSpace.Inputs - box.Item.Id}");
                break;
            default:
                Rectangle(svg, box, 12, "#eceef2", Ink, 1.4);
                Subscript(svg, box.X, baseline - 1, "c", "k");
                break;
        }
    }

    private static void Rectangle(
        StringBuilder svg,
        Box box,
        double radius,
        string fill,
        string stroke,
        double width
    ) =>
        svg.Append(
            $"""
            <rect x="{N(box.Left)}" y="{N(box.Top)}" width="{N(box.Item.Width)}" height="{N(box.Item.Height)}" rx="{N(
                radius
            )}" fill="{fill}" stroke="{stroke}" stroke-width="{N(width)}"/>

            """
        );

    // ---- Legend ----

    /// <summary>As few rows as fit, filled evenly.</summary>
    private static List<List<(string Meaning, Primitive? Primitive)>> LegendRows(double width)
    {
        List<List<(string Meaning, Primitive? Primitive)>> rows = FillRows(width);
        int count = rows.Count;
        for (double narrower = width - LegendStep; narrower > 0; narrower -= LegendStep)
        {
            List<List<(string Meaning, Primitive? Primitive)>> next = FillRows(narrower);
            if (next.Count > count)
            {
                break;
            }

            rows = next;
        }

        return rows;
    }

    private static List<List<(string Meaning, Primitive? Primitive)>> FillRows(double width)
    {
        List<List<(string Meaning, Primitive? Primitive)>> rows =
        [
            [],
        ];
        IEnumerable<(string, Primitive?)> entries =
        [
            .. SearchSpace.DiscretePrimitives.Select(p => (PrimitiveStyle.Of(p).Meaning, (Primitive?)p)),
            ("concatenation", null),
        ];
        double used = 0;
        foreach ((string meaning, Primitive? primitive) in entries)
        {
            double entry = LegendEntryWidth(meaning);
            if (used + entry > width && rows[^1].Count > 0)
            {
                rows.Add([]);
                used = 0;
            }

            rows[^1].Add((meaning, primitive));
            used += entry + LegendGap;
        }

        return rows;
    }

    private static double LegendEntryWidth(string meaning) => LegendSwatch + 6 + TextWidth.Of(meaning, NoteFont);

    private static void DrawLegend(
        StringBuilder svg,
        List<List<(string Meaning, Primitive? Primitive)>> rows,
        double centre,
        double top
    )
    {
        for (int row = 0; row < rows.Count; row++)
        {
            double y = top + (row + 0.5) * LegendRow;
            double x = centre - (rows[row].Sum(e => LegendEntryWidth(e.Meaning) + LegendGap) - LegendGap) / 2;
            foreach ((string meaning, Primitive? primitive) in rows[row])
            {
                string colour = primitive is { } p ? PrimitiveStyle.Of(p).Line : ToOutput;
                svg.Append(
                    $"""
                    <path d="M{N(x)} {N(y)}h{N(
                        LegendSwatch
                    )}" stroke="{colour}" stroke-width="4" stroke-linecap="round"/>

                    """
                );
                Text(svg, x + LegendSwatch + 6, y + NoteFont * 0.34, meaning, NoteFont, Faint, "start");
                x += LegendEntryWidth(meaning) + LegendGap;
            }
        }
    }

    // ---- Text ----

    private static double LabelWidth(Primitive primitive) =>
        TextWidth.Of(primitive.Name(), LabelFont) + 2 * LabelMargin;

    private static void Text(
        StringBuilder svg,
        double x,
        double y,
        string text,
        double size,
        string colour,
        string anchor,
        bool bold = false
    )
    {
        string weight = bold ? " font-weight=\"600\"" : "";
        svg.Append(
            $"""
            <text x="{N(x)}" y="{N(y)}" font-size="{N(size)}" fill="{colour}" text-anchor="{anchor}"{weight}>{Escape(
                text
            )}</text>

            """
        );
    }

    private static void Subscript(StringBuilder svg, double x, double y, string text, string below) =>
        svg.Append(
            $"""
            <text x="{N(x)}" y="{N(y)}" font-size="{N(
                NodeFont
            )}" fill="{Ink}" text-anchor="middle" font-style="italic">{text}<tspan dy="4" font-size="{N(
                NodeFont * 0.72
            )}">{below}</tspan></text>

            """
        );

    private static string Escape(string text) => SecurityElement.Escape(text);

    /// <summary>A length with at most one decimal, and no sign on zero.</summary>
    private static string N(double value)
    {
        double rounded = Math.Round(value, 1);
        return (rounded == 0 ? 0 : rounded).ToString("0.#", CultureInfo.InvariantCulture);
    }
}
