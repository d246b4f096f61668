using System.Text;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Reporting.Tables;

/// <summary>The verdicts as plain text, for a terminal of 120 columns.</summary>
public static class VerdictText
{
    public const int Width = 120;

    public static string Of(StudyReport report)
    {
        StringBuilder text = new();
        text.AppendLine($"Profile {report.Profile.Name}, {Data(report)}");
        text.AppendLine();
        string[] head = ["Claim", "Name", "Verdict", "Level", "Why"];
        int[] widths = [5, 16, 20, 5, Width - 5 - 16 - 20 - 5 - 8];
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
        foreach (ClaimResult result in report.Results)
        {
            Cells(text, result);
        }

        text.AppendLine(CountLine(report));
        string[] missing = [.. report.NotTested.Select(claim => claim.Id)];
        if (missing.Length > 0)
        {
            text.AppendLine($"Not tested ({StudyReport.NotBuiltYet}): {Ranges(missing)}");
        }

        return text.ToString();
    }

    /// <summary>How many claims got which verdict, out of all of the paper's.</summary>
    internal static string CountLine(StudyReport report)
    {
        IEnumerable<string> counts =
            from verdict in Enum.GetValues<Verdict>()
            let count = report.Results.Count(result => result.Verdict == verdict)
                + (verdict == Verdict.NotTested ? report.NotTested.Count() : 0)
            where count > 0
            select $"{count} {Words.Of(verdict)}";
        return $"{ClaimCatalogue.All.Length} claims: {string.Join(" · ", counts)}";
    }

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

    private static void Cells(StringBuilder text, ClaimResult result)
    {
        string[] head = ["Transfer", "Method", "n", "Mean ± SD", "N", "Random ± SD", "RI % [95 %]", "Outcome"];
        string[][] rows =
        [
            head,
            .. result.Cells.Select(cell =>
                (string[])
                    [
                        $"{cell.Source}→{cell.Target}",
                        cell.MethodName,
                        $"{cell.Method.Count}",
                        Words.Of(cell.Method),
                        $"{cell.Random.Count}",
                        Words.Of(cell.Random),
                        $"{Words.Signed(cell.Improvement.Value)} {Words.Of(cell.Improvement.Interval)}",
                        Words.Of(cell.Outcome),
                    ]
            ),
        ];
        int[] widths = [.. head.Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }

        text.AppendLine();
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
