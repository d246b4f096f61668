using System.Text;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Reporting.Columns;

namespace NasTransfer.Reporting.Tables;

/// <summary>The verdicts as plain text, for a terminal of 120 columns.</summary>
public static class VerdictText
{
    public const string File = "verdicts.txt";

    public const int Width = 120;

    public static string Of(StudyReport report)
    {
        StringBuilder text = new();
        text.AppendLine($"Profile {report.Profile.Name}, {Data(report)}");
        text.AppendLine();
        string[] head = ["Claim", "Name", "Verdict", "Level", "Why"];
        int[] widths = [5, 28, 20, 5, Width - 5 - 28 - 20 - 5 - 8];
        Row(text, head, widths);
        Row(text, [.. widths.Select(width => new string('-', width))], widths);
        foreach (ClaimResult result in report.Results)
        {
            Row(
                text,
                [
                    result.Definition.Id,
                    result.Definition.Name,
                    Words.Of(result.Verdict),
                    result.Level.ToString(),
                    result.Reason,
                ],
                widths
            );
        }

        text.AppendLine();
        foreach (ClaimResult result in report.Tested)
        {
            Comparisons(text, result);
        }

        text.AppendLine(CountLine(report.Main));
        string[] missing = [.. report.NotTested.Select(one => one.Claim.Id)];
        if (missing.Length > 0)
        {
            text.AppendLine($"Not tested: {Ranges(missing)}");
        }

        return text.ToString();
    }

    /// <summary>How many claims got which verdict, out of all of the paper's.</summary>
    internal static string CountLine(EvidenceColumn column) =>
        $"{ClaimCatalogue.All.Length} claims: {string.Join(" · ", column.Counts.Select(count => $"{count.Count} {Words.Of(count.Verdict)}"))}";

    internal static string Data(StudyReport report)
    {
        bool generated = report.DataSets.Any(set => set.IsGenerated);
        string[] standIns = [.. report.DataSets.Where(set => set.StandIn is not null).Select(set => set.Role)];
        return generated ? "generated images"
            : standIns.Length > 0 ? $"real images (stand-ins for {string.Join(", ", standIns)})"
            : "real images";
    }

    /// <summary>C01 C02 C03 C07 → C01–C03, C07.</summary>
    internal static string Ranges(IReadOnlyList<string> ids)
    {
        int[] numbers =
        [
            .. ids.Select(id => int.Parse(id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)),
        ];
        List<string> ranges = [];
        for (int first = 0; first < numbers.Length; )
        {
            int last = first;
            while (last + 1 < numbers.Length && numbers[last + 1] == numbers[last] + 1)
            {
                last++;
            }

            ranges.Add(first == last ? ids[first] : $"{ids[first]}–{ids[last]}");
            first = last + 1;
        }

        return string.Join(", ", ranges);
    }

    private static void Comparisons(StringBuilder text, ClaimResult result)
    {
        ClaimComparison[] tested = [.. result.Comparisons.Where(row => row.Comparison.IsTested)];
        if (tested.Length == 0)
        {
            return;
        }

        string[] head = [$"{result.Definition.Id}: A", "B", "n", "A − B [95 %]", "Outcome"];
        string[][] rows =
        [
            head,
            .. tested.Select(row =>
                (string[])
                    [
                        Clipped(row.A),
                        Clipped(row.B),
                        $"{row.Comparison.A.Count}, {row.Comparison.B.Count}",
                        $"{Words.Signed(row.Comparison.Effect.Value)} {Words.Of(row.Comparison.Unit)} {Words.Of(row.Comparison.Interval)}",
                        Words.Of(row.Outcome),
                    ]
            ),
        ];
        int[] widths = [.. head.Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }

        int missing = result.Comparisons.Length - tested.Length;
        text.AppendLine(missing == 0 ? "" : $"{Words.Plural(missing, "comparison")} without runs on a side\n");
    }

    /// <summary>So that a row stays within <see cref="Width"/>; the other files have the whole name.</summary>
    private static string Clipped(string name)
    {
        const int most = 30;
        return name.Length <= most ? name : $"{name[..(most - 1)]}…";
    }

    // The last column wraps at blanks; the others are left empty below the first line.
    private static void Row(StringBuilder text, string[] cells, int[] widths)
    {
        string[] lines = [.. Wrapped(cells[^1], widths[^1])];
        for (int line = 0; line < lines.Length; line++)
        {
            IEnumerable<string> left = cells
                .SkipLast(1)
                .Select((cell, i) => (line == 0 ? cell : "").PadRight(widths[i]));
            text.AppendLine(string.Join("  ", left.Append(lines[line])).TrimEnd());
        }
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
