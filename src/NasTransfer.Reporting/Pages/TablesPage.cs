using NasTransfer.Reporting.Figures;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Pages;

/// <summary>Tables 1 to 4 of the paper: in each cell what the study's runs say, and what the paper prints.</summary>
internal static class TablesPage
{
    public static string Of(StudyReport report)
    {
        Html page = new();
        Layout.Navigation(page, "");
        page.Heading(1, "The paper's tables, from these runs");
        page.Paragraph(
            $"Profile {report.Profile.Name}, {VerdictText.Data(report)}. Above in each cell is what these runs say, below it what the paper prints. A cell that the paper leaves empty is empty; a dash is a value that these runs do not have."
        );
        foreach (PaperTable table in PaperTable.All(report))
        {
            page.Element($"h2 id=\"table-{table.Number}\"", $"Table {table.Number}");
            page.Paragraph($"{table.About}. {table.Reading}");
            Layout.Claims(page, table.Place);
            Table(page, table);
        }

        return Layout.Page($"NasTransfer, tables, profile {report.Profile.Name}", page);
    }

    private static void Table(Html page, PaperTable table)
    {
        page.OpenTable($"Table {table.Number}: here, and in the paper", "pairs").Raw("<thead><tr>");
        foreach (string name in table.Head)
        {
            page.Element("th scope=\"col\"", name);
        }

        page.Raw("</tr></thead>\n<tbody>\n");
        foreach (var (name, cells) in table.Rows)
        {
            page.Raw("<tr>").Element("th scope=\"row\"", name);
            foreach (TableCell cell in cells)
            {
                Cell(page, cell);
            }

            page.Raw("</tr>\n");
        }

        page.CloseTable();
    }

    private static void Cell(Html page, TableCell cell)
    {
        page.Raw("<td>");
        if (cell != TableCell.Empty)
        {
            page.Raw("<span class=\"here\">").Text(cell.Here.Length > 0 ? cell.Here : Words.None).Raw("</span>");
            page.Raw("<span class=\"paper\">").Text($"paper {cell.Paper}").Raw("</span>");
        }

        page.Raw("</td>");
    }
}
