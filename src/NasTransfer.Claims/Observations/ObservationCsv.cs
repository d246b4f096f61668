using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using NasTransfer.Engine;

namespace NasTransfer.Claims.Observations;

/// <summary>Results that somebody brings.</summary>
/// <param name="Observations">In the file's order.</param>
/// <param name="Missing">Optional columns that the file does not have.</param>
public sealed record ObservationFile(ImmutableArray<Observation> Observations, ImmutableArray<string> Missing);

/// <summary>
/// Reads a results file: CSV (RFC 4180, UTF-8, comma, point) with one augment run a line and the columns of
/// <see cref="ResultsColumn"/> in any order. Whatever it does not understand it refuses, by file and line: a line that
/// was skipped in silence would change n.
/// </summary>
public static class ObservationCsv
{
    /// <exception cref="BadInputException">The file is missing, or something in it is wrong.</exception>
    public static ObservationFile Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new BadInputException($"There is no file '{path}'; it must be a CSV file of results.");
        }

        using StreamReader reader = new(path);
        return Read(reader, path);
    }

    /// <param name="name">The file's, for messages.</param>
    /// <exception cref="BadInputException">Something in it is wrong.</exception>
    public static ObservationFile Read(TextReader text, string name)
    {
        CsvConfiguration form = new(CultureInfo.InvariantCulture)
        {
            TrimOptions = TrimOptions.Trim,
            BadDataFound = found =>
                throw Wrong(
                    name,
                    found.Context.Parser!.RawRow,
                    "a quotation mark is in the wrong place; a field with quotes must begin and end with one"
                ),
        };
        using CsvReader csv = new(text, form);
        if (!csv.Read() || !csv.ReadHeader())
        {
            throw new BadInputException($"{name} is empty; its first line must name columns.");
        }

        ImmutableArray<string> columns = [.. csv.HeaderRecord!];
        CheckColumns(columns, name);
        ImmutableArray<Observation> observations = [.. Rows(csv, columns, name)];
        CheckPercent(observations, name);
        return new ObservationFile(observations, [.. ResultsColumn.Optional.Except(columns)]);
    }

    private static void CheckColumns(ImmutableArray<string> columns, string name)
    {
        foreach (string column in columns)
        {
            if (!ResultsColumn.All.Contains(column))
            {
                throw Wrong(
                    name,
                    1,
                    $"there is no column '{column}'; the columns are {string.Join(", ", ResultsColumn.All)}"
                );
            }

            if (columns.Count(other => other == column) > 1)
            {
                throw Wrong(name, 1, $"the column '{column}' is there twice; it must be there once");
            }
        }

        if (ResultsColumn.Required.Except(columns).FirstOrDefault() is { } missing)
        {
            throw Wrong(
                name,
                1,
                $"the column '{missing}' is missing; there must be {string.Join(", ", ResultsColumn.Required)}"
            );
        }
    }

    private static IEnumerable<Observation> Rows(CsvReader csv, ImmutableArray<string> columns, string name)
    {
        Dictionary<object, int> lines = [];
        int line = csv.Parser.RawRow + 1;
        while (csv.Read())
        {
            // A quoted field may run over several lines: a row is where it ends, less the line ends inside of it.
            line = csv.Parser.RawRow - csv.Parser.RawRecord.TrimEnd('\r', '\n').Count(c => c == '\n');
            if (csv.Parser.Count != columns.Length)
            {
                throw Wrong(
                    name,
                    line,
                    $"there are {csv.Parser.Count} fields; there must be {columns.Length}, one a column"
                );
            }

            var fields = columns.Zip(csv.Parser.Record!).ToDictionary(pair => pair.First, pair => pair.Second);
            Observation run = new ResultsRow(name, line, fields).Read();
            if (!lines.TryAdd(Key(run), line))
            {
                throw Wrong(
                    name,
                    line,
                    $"it is the same run as line {lines[Key(run)]} (method, sets, cells, tricks and both seeds); a run must be there once"
                );
            }

            yield return run;
        }
    }

    private static object Key(Observation run) =>
        (
            (run.Experiment, run.Method, run.Source, run.Proxy, run.Target),
            (run.Cells, run.Tricks, run.SearchSeed, run.AugmentSeed)
        );

    // A top-1 of 0.97 is a possible percentage, a file of nothing else is one of shares.
    private static void CheckPercent(ImmutableArray<Observation> observations, string name)
    {
        double[] values = [.. observations.Where(run => !run.Diverged).Select(run => run.Top1Last)];
        if (values.Length > 0 && values.Max() is > 0 and <= 1)
        {
            throw new BadInputException(
                $"{name} has no {ResultsColumn.Top1} above 1; it must be in percent, not a share."
            );
        }
    }

    internal static BadInputException Wrong(string name, int line, string sentence) =>
        new($"{name}, line {line}: {sentence}.");
}
