using System.Collections.Immutable;
using System.Globalization;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>A class: its folder, and what people call it.</summary>
internal sealed record NamedClass(string Folder, string Name);

/// <summary>
/// The classes of a data set in the order of their labels: those of classes.txt (index, folder and name, with tabs between
/// them), or else the folders in ordinal order.
/// </summary>
internal static class ClassList
{
    private const string FileName = "classes.txt";

    /// <exception cref="BadInputException">classes.txt does not read as it should, or lacks a class.</exception>
    public static ImmutableArray<NamedClass> Read(string path, ImageListing listing)
    {
        string[] folders = [.. listing.Folders.Select(folder => folder.Class).Distinct().Order(StringComparer.Ordinal)];
        string file = Path.Combine(File.Exists(path) ? Path.GetDirectoryName(path) ?? "" : path, FileName);
        if (!File.Exists(file))
        {
            return [.. folders.Select(folder => new NamedClass(folder, folder))];
        }

        ImmutableArray<NamedClass> classes = Unambiguous(Parse(file));
        string? unknown = folders.FirstOrDefault(folder => classes.All(known => known.Folder != folder));
        return unknown is null
            ? classes
            : throw new BadInputException($"{file} lacks the class {unknown}, which has images; add a line for it.");
    }

    private static ImmutableArray<NamedClass> Parse(string file)
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
                        ? new NamedClass(fields[1], fields[2].Length == 0 ? fields[1] : fields[2])
                        : throw new BadInputException(
                            $"{file} names the folder {fields[1]} twice; it must be there once."
                        );
                }
            ),
        ];
    }

    // Two classes may share a name (crane, the bird and the machine): then the folder goes with it.
    private static ImmutableArray<NamedClass> Unambiguous(ImmutableArray<NamedClass> classes)
    {
        HashSet<string> shared =
        [
            .. classes.GroupBy(known => known.Name).Where(group => group.Count() > 1).Select(group => group.Key),
        ];
        return
        [
            .. classes.Select(known =>
                shared.Contains(known.Name) ? known with { Name = $"{known.Name} ({known.Folder})" } : known
            ),
        ];
    }
}
