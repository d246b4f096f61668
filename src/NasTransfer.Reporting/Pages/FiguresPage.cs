using NasTransfer.Reporting.Figures;
using NasTransfer.Reporting.Plots;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Pages;

/// <summary>Figures 1 to 4 of the paper, drawn again from the study's runs.</summary>
internal static class FiguresPage
{
    public static string Of(StudyReport report)
    {
        Html page = new();
        Layout.Navigation(page, "");
        page.Heading(1, "The paper's figures, from these runs");
        page.Paragraph(
            $"Profile {report.Profile.Name}, {VerdictText.Data(report)}. Every run is a mark. The paper prints no values of its figures, so there is nothing of its own to set beside them; what its tables print of the same runs is on the page of the tables."
        );
        foreach (PaperFigure figure in PaperFigure.All(new FigureRuns(report)))
        {
            page.Element($"h2 id=\"figure-{figure.Number}\"", $"Figure {figure.Number}");
            page.Paragraph($"{figure.About}.");
            page.Raw("<p class=\"muted\">").Text(figure.Reading).Raw("</p>\n");
            Layout.Claims(page, figure.Place);
            foreach (FigurePanel panel in figure.Panels)
            {
                Panel(page, figure, panel);
            }
        }

        return Layout.Page($"NasTransfer, figures, profile {report.Profile.Name}", page);
    }

    private static void Panel(Html page, PaperFigure figure, FigurePanel panel)
    {
        page.Heading(3, panel.Name);
        if (panel.Svg is null)
        {
            page.Paragraph("None of its runs is in the store, so there is nothing to draw.");
            return;
        }

        Legend.Write(page, panel.Methods);
        page.Figure(panel.Svg, $"Figure {figure.Number}, {panel.Name}. The paper's values are not printed.");
        page.Raw("<details><summary>").Text($"The values, {panel.Name}").Raw("</summary>\n");
        page.Table(
            $"Test top-1 after the last epoch in percent, Figure {figure.Number}, {panel.Name}",
            ["Method", "Source", "Target", "n", "Mean ± SD", "95 % of the mean", "Paper"],
            panel.Groups.Select(group =>
                (string[])
                    [
                        group.Method,
                        group.Source ?? Words.None,
                        group.Target,
                        $"{group.Sample.Count}",
                        Words.Of(group.Sample),
                        Words.Unsigned(group.Sample.IntervalOfMean),
                        "not printed",
                    ]
            ),
            3,
            4,
            5
        );
        page.Raw("</details>\n");
    }
}
