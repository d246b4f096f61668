using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using NasTransfer.Engine;

namespace NasTransfer.Claims.Observations;

/// <summary>Numbers of one column of a CSV file whose first line names the columns.</summary>
public static class ValueColumn
{
    /// <param name="column">Null takes the only column that there is.</param>
    /// <returns>Its numbers; empty fields are left out, for two columns of one file need not be equally long.</returns>
    /// <exception cref="BadInputException">There is no such file or column, or a field is no finite number.</exception>
    public static ImmutableArray<double> Read(string path, string? column)
    {
        if (!File.Exists(path))
        {
            throw new BadInputException(
                $"There is no file '{path}'; it must be a CSV file with a line of column names."
            );
        }

        using StreamReader reader = new(path);
        using CsvReader csv = new(
            reader,
            new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim }
        );
        if (!csv.Read() || !csv.ReadHeader())
        {
            throw new BadInputException($"{path} is empty; its first line must name columns.");
        }

        int place = PlaceOf(csv.HeaderRecord!, column, path);
        var values = ImmutableArray.CreateBuilder<double>();
        while (csv.Read())
        {
            if (csv.TryGetField(place, out string? text) && !string.IsNullOrEmpty(text))
            {
                values.Add(Parse(text, path, csv.Parser.RawRow, csv.HeaderRecord![place]));
            }
        }

        return values.ToImmutable();
    }

    private static int PlaceOf(string[] columns, string? column, string path)
    {
        if (column is null && columns.Length == 1)
        {
            return 0;
        }

        int place = Array.IndexOf(columns, column);
        string all = string.Join(", ", columns);
        return place >= 0 ? place
            : column is null ? throw new BadInputException($"{path} has {columns.Length} columns; name one of {all}.")
            : throw new BadInputException($"{path} has no column '{column}'; its columns are {all}.");
    }

    private static double Parse(string text, string path, int line, string column) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && double.IsFinite(value)
            ? value
            : throw new BadInputException($"{path}, line {line}: {column} is '{text}'; it must be a number.");
}
