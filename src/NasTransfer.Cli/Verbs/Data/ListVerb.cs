using System.CommandLine;
using System.Globalization;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine.Data.Generated;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.DataSets.Catalogue;
using NasTransfer.Study.Proxies;

namespace NasTransfer.Cli.Verbs.Data;

/// <summary><c>nastransfer data list</c>: the sets, their proxies, and what is drawn where there are no files.</summary>
internal static class ListVerb
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("list", "Lists the data sets, the proxy sets and the generated sets.");
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(
                    JsonOutput.Of(
                        new
                        {
                            sets = DataSetCatalogue.All,
                            proxies = ProxyCatalogue.All,
                            generated = GeneratedSets.All,
                        }
                    )
                );
                return App.Fine;
            }

            Sets(terminal.Out);
            Proxies(terminal.Out);
            Generated(terminal.Out);
            return App.Fine;
        });
        return command;
    }

    private static void Sets(TextWriter writer)
    {
        var table = new TextTable("set", "classes", "train", "reported", "account", "about");
        foreach (CatalogueEntry entry in DataSetCatalogue.All)
        {
            table.Add(
                entry.Name,
                Number(entry.Classes),
                Number(entry.TrainImages),
                Number(entry.ReportedImages),
                entry.Account is null ? "no" : "needed",
                entry.Description
            );
        }

        table.Write(writer);
        writer.WriteLine();
    }

    private static void Proxies(TextWriter writer)
    {
        var table = new TextTable("proxy", "of", "selection", "classes", "fraction", "parts");
        foreach (ProxyDefinition proxy in ProxyCatalogue.All)
        {
            table.Add(
                proxy.Name,
                proxy.Source,
                Spelling.Of(proxy.Selection),
                proxy.Classes is { } classes ? Number(classes) : "all",
                proxy.Fraction.ToString(CultureInfo.InvariantCulture),
                Spelling.Of(proxy.Parts)
            );
        }

        table.Write(writer);
        writer.WriteLine();
    }

    private static void Generated(TextWriter writer)
    {
        var table = new TextTable("generated", "shows", "classes", "train of a class", "test of a class", "px");
        foreach (GeneratedSpec spec in GeneratedSets.All)
        {
            table.Add(
                spec.Name,
                Spelling.Of(spec.Domain),
                Number(spec.Classes),
                spec.Imbalance > 1
                    ? $"{spec.TrainPerClass} down to {Math.Round(spec.TrainPerClass / spec.Imbalance)}"
                    : Number(spec.TrainPerClass),
                Number(spec.TestPerClass),
                Number(spec.Size)
            );
        }

        table.Write(writer);
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
