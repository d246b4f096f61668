using System.Collections.Immutable;
using System.Globalization;
using NasTransfer.Engine.Data.Indexing;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>
/// The classes of a data set in the order of their labels: those of classes.txt (index, folder and name, with tabs between
/// them), or else the folders in ordinal order.
/// </summary>
internal static class ClassList
{
    private const string FileName = "classes.txt";

    /// <param name="path">Where the data set lies: a folder, or a tar shard beside which the list lies.</param>
    /// <param name="present">Ids of the classes that are there.</param>
    /// <exception cref="BadInputException">classes.txt does not read as it should, or lacks a class.</exception>
    public static ImmutableArray<ImageClass> Read(string path, IEnumerable<string> present)
    {
        string[] ids = [.. present.Distinct().Order(StringComparer.Ordinal)];
        if (FileOf(path) is not { } file)
        {
            return [.. ids.Select(id => new ImageClass(id, id))];
        }

        ImmutableArray<ImageClass> classes = Unambiguous(Parse(file));
        HashSet<string> known = [.. classes.Select(@class => @class.Id)];
        string? unknown = ids.FirstOrDefault(id => !known.Contains(id));
        return unknown is null
            ? classes
            : throw new BadInputException($"{file} lacks the class {unknown}, which has images; add a line for it.");
    }

    /// <summary>Path of the list, or null if there is none.</summary>
    public static string? FileOf(string path)
    {
        string file = Path.Combine(File.Exists(path) ? Path.GetDirectoryName(path) ?? "" : path, FileName);
        return File.Exists(file) ? file : null;
    }

    /// <summary>
    /// Two classes may share a name (crane, the bird and the machine): then the id goes with it.
    /// </summary>
    public static ImmutableArray<ImageClass> Unambiguous(ImmutableArray<ImageClass> classes)
    {
        HashSet<string> shared =
        [
            .. classes.GroupBy(known => known.Name).Where(group => group.Count() > 1).Select(group => group.Key),
        ];
        return
        [
            .. classes.Select(known =>
                shared.Contains(known.Name) ? known with { Name = $"{known.Name} ({known.Id})" } : known
            ),
        ];
    }

    private static ImmutableArray<ImageClass> Parse(string file)
    {
        string[] lines = [.. File.ReadAllLines(file).Where(line => line.Length > 0)];
        HashSet<string> folders = new(StringComparer.Ordinal);
        return
        [
            .. lines.Select(
                (line, index) =>
                {
                    string[] fields = line.Split('\t');
                    if (
                        fields.Length != 3
                        || fields[1].Length == 0
                        || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                        || number != index
                    )
                    {
                        throw new BadInputException(
                            $"{file} has '{line}' for class {index}; it must be {index}, folder and name with tabs between them."
                        );
                    }

                    return folders.Add(fields[1])
                        ? new ImageClass(fields[1], fields[2].Length == 0 ? fields[1] : fields[2])
                        : throw new BadInputException(
                            $"{file} names the folder {fields[1]} twice; it must be there once."
                        );
                }
            ),
        ];
    }
}
