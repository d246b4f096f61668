using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace NasTransfer.Claims.Paper;

/// <summary>A table of the paper as the CSV file of it that this assembly carries: rows of text, as printed.</summary>
internal static class PrintedTable
{
    /// <param name="name">The file's, for example "table2.csv".</param>
    /// <returns>A row as its fields by column name; what the paper leaves empty is empty.</returns>
    public static ImmutableArray<ImmutableDictionary<string, string>> Read(string name)
    {
        using Stream stream =
            typeof(PrintedTable).Assembly.GetManifestResourceStream($"Paper/{name}")
            ?? throw new ArgumentException($"There is no printed table '{name}'.", nameof(name));
        using StreamReader reader = new(stream);
        using CsvReader csv = new(reader, new CsvConfiguration(CultureInfo.InvariantCulture));
        csv.Read();
        csv.ReadHeader();
        string[] columns = csv.HeaderRecord!;
        var rows = ImmutableArray.CreateBuilder<ImmutableDictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(columns.ToImmutableDictionary(column => column, column => csv.GetField(column)!));
        }

        return rows.ToImmutable();
    }

    /// <summary>A printed figure; null where the table prints none.</summary>
    public static double? Figure(string text) =>
        text.Length == 0 ? null : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The project's name of a printed method.</summary>
    public static string Method(string printed) =>
        printed == "Random Sampling" ? Observations.Observation.RandomSampling : printed;
}
