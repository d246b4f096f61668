using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NasTransfer.Reporting.Pages;

namespace NasTransfer.Reporting.Plots;

/// <summary>An SVG that takes its colours and fonts from the page, and says in words what it shows.</summary>
internal sealed class SvgCanvas
{
    private const int IdDigits = 10;

    private readonly StringBuilder svg = new();

    /// <param name="title">The name of the figure.</param>
    /// <param name="description">What it shows, for whoever cannot see it.</param>
    public SvgCanvas(double width, double height, string title, string description)
    {
        string content = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{title}\n{description}")));
        string id = $"plot-{content[..IdDigits]}";
        Line(
            $"<svg class=\"plot\" viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" aria-labelledby=\"{id}\" aria-describedby=\"{id}-text\">"
        );
        Line(
            $"<title id=\"{id}\">{Html.Escape(title)}</title><desc id=\"{id}-text\">{Html.Escape(description)}</desc>"
        );
    }

    /// <param name="look">Attributes: a class of the page's style, or a stroke.</param>
    public void Stroke(double x1, double y1, double x2, double y2, string look) =>
        Line($"<line {look} x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"/>");

    public void Rectangle(double x, double y, double width, double height, string look) =>
        Line($"<rect {look} x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\"/>");

    /// <param name="anchor">start, middle or end.</param>
    public void Text(double x, double y, string text, string anchor = "start", string kind = "name") =>
        Line($"<text class=\"{kind}\" x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\">{Html.Escape(text)}</text>");

    /// <summary>Words that run upwards along a vertical axis.</summary>
    public void Upwards(double x, double y, string text) =>
        Line(
            $"<text class=\"small\" transform=\"translate({N(x)} {N(y)}) rotate(-90)\" text-anchor=\"middle\">{Html.Escape(text)}</text>"
        );

    /// <param name="title">What is shown while the pointer rests on it.</param>
    public void Mark(PlotMark mark, double x, double y, double radius, string look, string title) =>
        Line($"{Shape(mark, x, y, radius, look)}<title>{Html.Escape(title)}</title></{Tag(mark)}>");

    /// <summary>A mark by itself, for a legend beside whose words it says nothing more.</summary>
    public static string Sign(MethodLook look) =>
        $"<svg class=\"sign\" viewBox=\"0 0 14 14\" aria-hidden=\"true\">{Shape(look.Mark, 7, 7, 5, look.Fill)}</{Tag(look.Mark)}></svg>";

    public override string ToString() => $"{svg}</svg>";

    private static string Tag(PlotMark mark) => mark == PlotMark.Circle ? "circle" : "path";

    private static string Shape(PlotMark mark, double x, double y, double r, string look) =>
        mark switch
        {
            PlotMark.Circle => $"<circle {look} cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(r)}\">",
            PlotMark.Square => $"<path {look} d=\"M{N(x - r)} {N(y - r)}h{N(2 * r)}v{N(2 * r)}h{N(-2 * r)}z\">",
            PlotMark.Triangle => $"<path {look} d=\"M{N(x)} {N(y - r)}l{N(r)} {N(1.8 * r)}h{N(-2 * r)}z\">",
            PlotMark.Diamond => $"<path {look} d=\"M{N(x)} {N(y - r)}l{N(r)} {N(r)}l{N(-r)} {N(r)}l{N(-r)} {N(-r)}z\">",
            _ =>
                $"<path {look} d=\"M{N(x - r)} {N(y - r)}l{N(2 * r)} {N(2 * r)}m{N(-2 * r)} 0l{N(2 * r)} {N(-2 * r)}\">",
        };

    private void Line(string markup) => svg.Append(markup).Append('\n');

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
