using System.CommandLine;
using System.Globalization;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;

namespace NasTransfer.Cli.Verbs;

/// <summary><c>nastransfer inspect</c>: what the network of a genotype costs, without building it.</summary>
internal static class InspectVerb
{
    private const int CifarSize = 32;
    private const int ImageNetSize = 224;

    public static Command Create(Terminal terminal)
    {
        var network = new NetworkChoice();
        Option<bool> auxiliary = new("--aux") { Description = "Count an auxiliary head as well." };
        Setting<int?> size = Setting<int?>.Of(
            "--size",
            $"Height and width of the images in px; {CifarSize} under the CIFAR stem and {ImageNetSize} under that of ImageNet unless said.",
            null
        );
        var command = new Command(
            "inspect",
            "Parameters, multiply-adds and a table of the cells of a genotype's network."
        );
        network.AddTo(command);
        command.Add(auxiliary);
        command.Add(size);
        command.SetAction(parsed =>
        {
            Genotype genotype = network.Genotype(parsed);
            NetworkOptions options = network.Network(parsed) with { AuxiliaryHead = parsed.GetValue(auxiliary) };
            int imageSize = parsed.Get(size) ?? (options.Stem == Stem.ImageNet ? ImageNetSize : CifarSize);
            var report = Report.Of(genotype, options, imageSize);
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(JsonOutput.Of(report));
            }
            else
            {
                Print(report, terminal.Out);
            }

            return App.Fine;
        });
        return command;
    }

    private static void Print(Report report, TextWriter writer)
    {
        writer.WriteLine(report.Text);
        writer.WriteLine();
        var table = new TextTable("part", "kind", "channels", "output", "size", "parameters", "multiply-adds");
        table.Add(
            "stem",
            Spelling.Of(report.Stem),
            "",
            "",
            "",
            Number(report.StemCost.Parameters),
            Number(report.StemCost.Macs)
        );
        foreach (CellCost cell in report.PerCell)
        {
            table.Add(
                $"cell {cell.Index}",
                cell.IsReduction ? "reduction" : "normal",
                Number(cell.Channels),
                Number(cell.ChannelsOut),
                Number(cell.OutputSize),
                Number(cell.Parameters),
                Number(cell.Macs)
            );
        }

        table.Add(
            "classifier",
            "linear",
            "",
            Number(report.Classes),
            "",
            Number(report.ClassifierCost.Parameters),
            Number(report.ClassifierCost.Macs)
        );
        table.Write(writer);
        writer.WriteLine();
        writer.WriteLine($"parameters     {Number(report.Parameters)}");
        if (report.AuxiliaryParameters > 0)
        {
            writer.WriteLine($"auxiliary head {Number(report.AuxiliaryParameters)} more, in training only");
        }

        writer.WriteLine($"multiply-adds  {Number(report.Macs)} for one image of {report.Size} px, forward");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private sealed record Report(
        Genotype Genotype,
        string Text,
        int Channels,
        int Cells,
        int Classes,
        Stem Stem,
        PoolBatchNorm PoolBatchNorm,
        int Size,
        long Parameters,
        long AuxiliaryParameters,
        long Macs,
        Cost StemCost,
        IReadOnlyList<CellCost> PerCell,
        Cost ClassifierCost
    )
    {
        public static Report Of(Genotype genotype, NetworkOptions options, int imageSize)
        {
            NetworkCost cost = NetworkCost.Of(genotype, options, imageSize);
            return new Report(
                genotype,
                genotype.ToText(GenotypeTextForm.Flat),
                options.Channels,
                options.Cells,
                options.Classes,
                options.Stem,
                options.PoolBatchNorm,
                imageSize,
                cost.Parameters,
                cost.AuxiliaryParameters,
                cost.Macs,
                cost.Stem,
                cost.Cells,
                cost.Classifier
            );
        }
    }
}
