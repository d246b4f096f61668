using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Generated;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.DataSets.Splits;

namespace NasTransfer.Cli.Verbs.Data;

/// <summary><c>nastransfer data preview</c>: a contact sheet, of a folder or of a generated set.</summary>
internal static class PreviewVerb
{
    private const int LargestSheet = 50;
    private const int DefaultSize = 64;

    public static Command Create(Terminal terminal)
    {
        Argument<string> what = new("what")
        {
            Description =
                "A folder of images (split/class/file, as folders or tar shards), or the name of a set: then the generated one that mimics it.",
        };
        Setting<string> output = Setting<string>.Mandatory("--out", "The PNG file.");
        Setting<int> rows = Setting<int>.Of("--rows", "Classes on the sheet, at most.", 10);
        Setting<int> columns = Setting<int>.Of("--columns", "Images of each, at most.", 12);
        Setting<int?> size = Setting<int?>.Of(
            "--size",
            $"Height and width of an image in px; {DefaultSize} for a folder, its own for a generated set.",
            null
        );
        var command = new Command("preview", "Puts images of every class on one sheet.")
        {
            what,
            output,
            rows,
            columns,
            size,
        };
        command.SetAction(parsed =>
        {
            RequireSheet(rows.Name, parsed.Get(rows));
            RequireSheet(columns.Name, parsed.Get(columns));
            OutputFile.Check(output.Name, parsed.Get(output));
            ImageSet train = Read(parsed.GetValue(what)!, parsed.Get(size), parsed.Get(rows), parsed.Get(columns));
            var sheet = new ContactSheet(train, parsed.Get(rows), parsed.Get(columns));
            OutputFile.Write(parsed.Get(output), sheet.WritePng);
            string[] classes = [.. sheet.Labels.Select(label => train.Classes[label])];
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(JsonOutput.Of(new { file = parsed.Get(output), rows = classes }));
            }
            else
            {
                terminal.Out.WriteLine($"{parsed.Get(output)}: {train.Name}, from the top");
                foreach (string name in classes)
                {
                    terminal.Out.WriteLine($"  {name}");
                }
            }

            return App.Fine;
        });
        return command;
    }

    private static ImageSet Read(string what, int? size, int rows, int columns)
    {
        if (Directory.Exists(what) || File.Exists(what))
        {
            ImageReaderOptions options = new() { Size = size ?? DefaultSize };
            DataSetParts parts = DataSetParts.OfPaper(ImageReader.List(what, options));
            ImageSelection train = ImageSelections.Of(parts.Index, options).Train;
            return OnTheSheet(train, rows, columns).Decode(options.Size);
        }

        GeneratedSpec spec = GeneratedSets.Find(what);
        return GeneratedImages.Create(spec with { Size = size ?? spec.Size }).Train;
    }

    // Of a million images, those that are shown are decoded.
    private static ImageSelection OnTheSheet(ImageSelection train, int rows, int columns)
    {
        HashSet<int> labels = [.. ContactSheet.LabelsOf(train.Classes.Length, rows)];
        int[] shown =
        [
            .. Enumerable
                .Range(0, train.Rows.Length)
                .Where(i => labels.Contains(train.Labels[i]))
                .GroupBy(i => train.Labels[i])
                .SelectMany(members =>
                    members.OrderBy(i => train.Index.Path(train.Rows[i]), StringComparer.Ordinal).Take(columns)
                ),
        ];
        return train with
        {
            Rows = [.. shown.Select(i => train.Rows[i])],
            Labels = [.. shown.Select(i => train.Labels[i])],
        };
    }

    private static void RequireSheet(string option, int count)
    {
        if (count is < 1 or > LargestSheet)
        {
            throw new BadInputException($"{option} is {count}; it must be 1 to {LargestSheet}.");
        }
    }
}
