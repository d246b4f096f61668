using System.Collections.Immutable;
using System.Globalization;
using NasTransfer.Engine;
using NasTransfer.Study.DataSets.Splits;

namespace NasTransfer.Study.Proxies;

/// <summary>How many images a class has.</summary>
/// <param name="Id">What the set calls it: a WordNet id, a folder.</param>
/// <param name="Train">Images that may be trained on.</param>
/// <param name="Reported">Images that accuracy is reported on.</param>
public readonly record struct ClassSize(string Id, int Train, int Reported)
{
    public int Total => Train + Reported;
}

/// <summary>The classes of a set and their sizes: all that choosing a proxy needs. No image is looked at.</summary>
/// <param name="Source">The set.</param>
/// <param name="Classes">In ordinal order of their ids.</param>
public sealed record ClassSizes(string Source, ImmutableArray<ClassSize> Classes)
{
    /// <exception cref="BadInputException">A class occurs twice, or has a negative number of images.</exception>
    public static ClassSizes Of(string source, IEnumerable<ClassSize> classes)
    {
        ImmutableArray<ClassSize> ordered = [.. classes.OrderBy(size => size.Id, StringComparer.Ordinal)];
        for (int i = 0; i < ordered.Length; i++)
        {
            ClassSize size = ordered[i];
            if (i > 0 && size.Id == ordered[i - 1].Id)
            {
                throw new BadInputException($"The class {size.Id} of {source} is listed twice; it must be there once.");
            }

            if (size.Train < 0 || size.Reported < 0)
            {
                throw new BadInputException(
                    $"The class {size.Id} of {source} has {Math.Min(size.Train, size.Reported)} images; it must be 0 or more."
                );
            }
        }

        return new ClassSizes(source, ordered);
    }

    /// <summary>The sizes that these images have.</summary>
    public static ClassSizes Of(
        string source,
        IReadOnlyCollection<NamedImage> train,
        IReadOnlyCollection<NamedImage> reported
    )
    {
        Dictionary<string, int> trained = train.CountBy(image => image.Class).ToDictionary();
        Dictionary<string, int> tested = reported.CountBy(image => image.Class).ToDictionary();
        return Of(
            source,
            trained
                .Keys.Union(tested.Keys)
                .Select(id => new ClassSize(id, trained.GetValueOrDefault(id), tested.GetValueOrDefault(id)))
        );
    }

    /// <summary>
    /// Sizes from a table without a heading: class id, a tab, images; or class id, training images, reported images. Where
    /// there is one number, <paramref name="rule"/> cuts it.
    /// </summary>
    /// <exception cref="BadInputException">The file cannot be read, or a line is none of the two.</exception>
    public static ClassSizes Read(string path, string source, SplitRule rule)
    {
        try
        {
            return Of(
                source,
                File.ReadLines(path)
                    .Index()
                    .Where(line => line.Item.Length > 0)
                    .Select(line => Parse(line.Item, $"Line {line.Index + 1} of {path}", rule))
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path} cannot be read: {failure.Message.TrimEnd('.')}.", failure);
        }
    }

    private static ClassSize Parse(string line, string place, SplitRule rule)
    {
        string[] fields = line.Split('\t');
        int[] counts =
        [
            .. fields
                .Skip(1)
                .TakeWhile(field => int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(field => int.Parse(field, CultureInfo.InvariantCulture)),
        ];
        if (counts.Length is not (1 or 2) || counts.Length != fields.Length - 1 || fields[0].Length == 0)
        {
            throw new BadInputException(
                $"{place} is '{line}'; it must be a class id and one or two numbers of images, with tabs between them."
            );
        }

        if (counts.Length == 2)
        {
            return new ClassSize(fields[0], counts[0], counts[1]);
        }

        PartCounts parts = rule.Of(counts[0]);
        return new ClassSize(fields[0], parts.Train + parts.Validation, parts.Test);
    }
}
