using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine;
using NasTransfer.Engine.Data.Checking;

namespace NasTransfer.Cli.Verbs.Data;

/// <summary><c>nastransfer data check DIR</c>: reads every image of a folder once, and says what is wrong.</summary>
internal static class CheckVerb
{
    // So many are named; the others are counted. JSON has all.
    private const int Named = 10;

    public static Command Create(Terminal terminal)
    {
        Argument<string> folder = new("dir")
        {
            Description = "A folder of split/class/file, a folder of tar shards, or one shard.",
        };
        Option<bool> classes = new("--classes") { Description = "Count every class, not only their sizes." };
        var command = new Command(
            "check",
            "Counts images by split and class; finds files that cannot be read, and images in more than one split."
        )
        {
            folder,
            classes,
        };
        command.SetAction(parsed =>
        {
            bool json = parsed.GetValue(SharedOptions.Json);
            string path = parsed.GetValue(folder)!;
            if (!Directory.Exists(path) && !File.Exists(path))
            {
                throw new BadInputException($"dir is '{path}', which does not exist; it must be a folder of images.");
            }

            var display = new ProgressDisplay(terminal, json);
            ImageCheck check = display.Run($"checking {path}", report => ImageCheck.Run(path, new Reporter(report)));
            if (json)
            {
                terminal.Out.WriteLine(JsonOutput.Of(check));
            }
            else
            {
                Print(check, parsed.GetValue(classes), terminal.Out);
            }

            return check.IsFine ? App.Fine : App.Failed;
        });
        return command;
    }

    private static void Print(ImageCheck check, bool everyClass, TextWriter writer)
    {
        var table = new TextTable("split", "images", "classes", "fewest", "median", "most");
        foreach (SplitCount split in check.Splits)
        {
            int[] sizes = [.. split.ByClass.Values.Order()];
            table.Add(
                split.Split,
                Number(split.Images),
                Number(sizes.Length),
                Number(sizes[0]),
                Number(sizes[sizes.Length / 2]),
                Number(sizes[^1])
            );
        }

        table.Write(writer);
        if (everyClass)
        {
            PrintClasses(check, writer);
        }

        Tell(writer, check.Unreadable, "cannot be read", image => $"{image.Place} ({image.Reason})");
        Tell(
            writer,
            [.. check.Duplicates.Where(group => group.CrossesSplits)],
            "in more than one split",
            group => string.Join(" = ", group.Files)
        );
        Tell(
            writer,
            [.. check.Duplicates.Where(group => !group.CrossesSplits)],
            "more than once in a split",
            group => string.Join(" = ", group.Files)
        );
    }

    private static void PrintClasses(ImageCheck check, TextWriter writer)
    {
        writer.WriteLine();
        var table = new TextTable(["class", .. check.Splits.Select(split => split.Split)]);
        foreach (
            string name in check.Splits.SelectMany(split => split.ByClass.Keys).Distinct().Order(StringComparer.Ordinal)
        )
        {
            table.Add([name, .. check.Splits.Select(split => Number(split.ByClass.GetValueOrDefault(name)))]);
        }

        table.Write(writer);
    }

    private static void Tell<T>(TextWriter writer, ImmutableArray<T> found, string what, Func<T, string> words)
    {
        writer.WriteLine();
        writer.WriteLine($"{what}: {(found.Length == 0 ? "none" : Number(found.Length))}");
        foreach (T one in found.Take(Named))
        {
            writer.WriteLine($"  {words(one)}");
        }

        if (found.Length > Named)
        {
            writer.WriteLine($"  and {Number(found.Length - Named)} more; --json lists them all");
        }
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private sealed class Reporter(Action<long, long, string?> report) : IProgress<(int Done, int All)>
    {
        // Reports come from many threads; a bar wants one at a time.
        private readonly Lock gate = new();

        public void Report((int Done, int All) value)
        {
            lock (gate)
            {
                report(value.Done, value.All, null);
            }
        }
    }
}
