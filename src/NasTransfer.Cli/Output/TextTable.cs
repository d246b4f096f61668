namespace NasTransfer.Cli.Output;

/// <summary>Columns that line up in any terminal and any log: words to the left, numbers to the right.</summary>
internal sealed class TextTable(params string[] headers)
{
    private const string Gap = "  ";
    private readonly List<string[]> rows = [];

    /// <param name="cells">One a column, in words.</param>
    public void Add(params string[] cells) => rows.Add(cells);

    public void Write(TextWriter writer)
    {
        List<string[]> all = [headers, .. rows];
        int[] widths = [.. headers.Select((_, column) => all.Max(row => row[column].Length))];
        bool[] numbers = [.. headers.Select((_, column) => rows.All(row => IsNumber(row[column])))];
        foreach (string[] row in all)
        {
            IEnumerable<string> cells = row.Select(
                (cell, column) => numbers[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])
            );
            writer.WriteLine(string.Join(Gap, cells).TrimEnd());
        }
    }

    private static bool IsNumber(string cell) => cell.Length > 0 && cell.All(c => char.IsDigit(c) || c is ',' or '.');
}
