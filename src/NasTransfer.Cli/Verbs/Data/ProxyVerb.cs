using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine;
using NasTransfer.Engine.Data.Checking;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Study.DataSets.Catalogue;
using NasTransfer.Study.DataSets.Splits;
using NasTransfer.Study.Proxies;

namespace NasTransfer.Cli.Verbs.Data;

/// <summary><c>nastransfer data proxy</c>: which classes a proxy takes, and how many images of each.</summary>
internal static class ProxyVerb
{
    // Where a set has both, accuracy is reported on test.
    private static readonly string[] ReportedSplits = ["test", "val", "valid", "validation"];

    public static Command Create(Terminal terminal)
    {
        Argument<string> proxy = new("proxy")
        {
            Description = "A proxy of the paper (data list names them), or a JSON file of your own.",
        };
        Setting<string?> sizes = Setting<string?>.Of(
            "--sizes",
            "The class sizes of its source: class id, tab, images; or class id, training images, reported images.",
            null
        );
        Setting<string?> folder = Setting<string?>.Of(
            "--data",
            "A folder of the source's images, to count instead of --sizes: train/class/file, and test or val beside it.",
            null
        );
        var command = new Command("proxy", "Resolves a proxy set: its classes, its counts and its hash.")
        {
            proxy,
            sizes,
            folder,
        };
        command.SetAction(parsed =>
        {
            string name = parsed.GetValue(proxy)!;
            ProxyDefinition definition = File.Exists(name) ? ProxyFile.Load(name) : ProxyCatalogue.Find(name);
            RequireOne(definition, parsed.Get(sizes), parsed.Get(folder));
            ProxySet resolved;
            ProxyImages? files = null;
            if (parsed.Get(sizes) is { } table)
            {
                resolved = ProxySet.Resolve(
                    definition,
                    ClassSizes.Read(
                        table,
                        definition.Source,
                        DataSetCatalogue.RuleOf(definition.Source) ?? SplitRule.HalfReported
                    )
                );
            }
            else
            {
                var (train, reported) = Names(parsed.Get(folder)!);
                resolved = ProxySet.Resolve(definition, ClassSizes.Of(definition.Source, train, reported));
                files = ProxyImages.Of(resolved, train, reported);
            }

            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(JsonOutput.Of(Record(resolved, files)));
            }
            else
            {
                Print(resolved, files, terminal.Out);
            }

            return App.Fine;
        });
        return command;
    }

    private static void RequireOne(ProxyDefinition definition, string? table, string? folder)
    {
        if (table is null == folder is null)
        {
            throw new BadInputException(
                table is null
                    ? $"There are no class sizes of {definition.Source}: give --sizes FILE or --data DIR."
                    : "--sizes and --data exclude each other; give one of them."
            );
        }
    }

    /// <summary>The training images, and those of the first other part that there is.</summary>
    private static (ImmutableArray<NamedImage> Train, ImmutableArray<NamedImage> Reported) Names(string folder)
    {
        ImageIndex index = DataSetParts
            .OfPaper(ImageIndex.Open(folder, new ImageIndexOptions { Splits = ImageCheck.KnownSplits }))
            .Index;
        string? reported = ReportedSplits.FirstOrDefault(part => index.Parts.Contains(part));
        if (!index.Parts.Contains(DataSetParts.Train) || reported is null)
        {
            throw new BadInputException(
                $"{folder} has no images in {DataSetParts.Train}, or none in any of {string.Join(", ", ReportedSplits)}; a proxy needs both."
            );
        }

        return (Names(index, DataSetParts.Train), Names(index, reported));
    }

    private static ImmutableArray<NamedImage> Names(ImageIndex index, string part) =>
        [
            .. Enumerable
                .Range(0, index.Count)
                .Where(row => index.Part(row) == part)
                .Select(row => new NamedImage(index.Classes[index.Label(row)].Id, index.Path(row))),
        ];

    private static object Record(ProxySet proxy, ProxyImages? files) =>
        new
        {
            definition = proxy.Definition,
            images = proxy.Images,
            classes = proxy.Classes,
            leftOut = proxy.LeftOut,
            sha256 = proxy.Sha256,
            files = files is null
                ? null
                : new
                {
                    train = files.Train,
                    validation = files.Validation,
                    test = files.Test,
                    sha256 = files.Sha256,
                },
        };

    private static void Print(ProxySet proxy, ProxyImages? files, TextWriter writer)
    {
        writer.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{proxy.Definition.Name}: {proxy.Classes.Length:N0} classes of {proxy.Definition.Source}, {proxy.Images.Train:N0} training and {proxy.Images.Validation:N0} validation images; {proxy.LeftOut:N0} classes keep too few"
            )
        );
        writer.WriteLine($"SHA-256 {proxy.Sha256}");
        if (files is not null)
        {
            writer.WriteLine($"SHA-256 {files.Sha256} with its files; --json lists them");
        }

        var table = new TextTable("class", "train", "validation", "test");
        foreach (ProxyClass one in proxy.Classes)
        {
            table.Add(one.Id, Number(one.Images.Train), Number(one.Images.Validation), Number(one.Images.Test));
        }

        table.Write(writer);
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
