using System.Net;
using System.Text;

namespace NasTransfer.Reporting.Pages;

/// <summary>Writes HTML. Everything that is text goes through <see cref="Text"/>; only <see cref="Raw"/> is taken as it is.</summary>
internal sealed class Html
{
    private readonly StringBuilder output = new();

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    public Html Raw(string markup)
    {
        output.Append(markup);
        return this;
    }

    public Html Text(string text) => Raw(Escape(text));

    /// <param name="tag">A tag name, with attributes that are known to be safe.</param>
    public Html Element(string tag, string text) => Open(tag).Text(text).Close(tag);

    public Html Open(string tag) => Raw($"<{tag}>");

    public Html Close(string tag) => Raw($"</{tag.Split(' ')[0]}>\n");

    public Html Heading(int level, string text) => Element($"h{level}", text);

    public Html Paragraph(string text) => Element("p", text);

    public Html List(IEnumerable<string> items)
    {
        Open("ul").Raw("\n");
        foreach (string item in items)
        {
            Element("li", item);
        }

        return Close("ul");
    }

    /// <summary>A table that scrolls by itself on a narrow screen.</summary>
    /// <param name="numeric">Columns that are aligned to the right.</param>
    public Html Table(string caption, string[] head, IEnumerable<string[]> rows, params int[] numeric)
    {
        OpenTable(caption);
        Raw("<thead><tr>");
        for (int i = 0; i < head.Length; i++)
        {
            Element(numeric.Contains(i) ? "th scope=\"col\" class=\"number\"" : "th scope=\"col\"", head[i]);
        }

        Raw("</tr></thead>\n<tbody>\n");
        foreach (string[] row in rows)
        {
            Raw("<tr>");
            for (int i = 0; i < row.Length; i++)
            {
                Element(numeric.Contains(i) ? "td class=\"number\"" : "td", row[i]);
            }

            Raw("</tr>\n");
        }

        return CloseTable();
    }

    /// <summary>A box that scrolls by itself, also by the keyboard, with a table in it.</summary>
    /// <param name="caption">Names the box as well.</param>
    public Html OpenTable(string caption, string look = "") =>
        Raw(
                $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{Escape(caption)}\">{(look.Length == 0 ? "<table>" : $"<table class=\"{look}\">")}\n"
            )
            .Element("caption", caption);

    public Html CloseTable() => Raw("</tbody></table></div>\n");

    /// <summary>A figure that scrolls by itself, with what is to be known of it below.</summary>
    public Html Figure(string svg, string caption) =>
        Raw($"<figure tabindex=\"0\">{svg}").Element("figcaption", caption).Raw("</figure>\n");

    /// <summary>A line for a terminal. It scrolls by itself, also by the keyboard.</summary>
    public Html Command(string line) => Element("pre tabindex=\"0\"", line);

    /// <summary>Names and values.</summary>
    public Html Pairs(IEnumerable<(string Name, string Value)> pairs)
    {
        Open("dl").Raw("\n");
        foreach (var (name, value) in pairs)
        {
            Element("dt", name).Element("dd", value);
        }

        return Close("dl");
    }

    public override string ToString() => output.ToString();
}
