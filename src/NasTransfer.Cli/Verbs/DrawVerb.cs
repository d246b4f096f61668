using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Architectures.Drawing;

namespace NasTransfer.Cli.Verbs;

/// <summary><c>nastransfer draw</c>: both cells of a genotype as one SVG.</summary>
internal static class DrawVerb
{
    public static Command Create(Terminal terminal)
    {
        var network = new NetworkChoice();
        Setting<string> output = Setting<string>.Mandatory("--out", "The SVG file to write.");
        var command = new Command("draw", "Draws the normal and the reduction cell of a genotype.");
        command.Add(network.GenotypeText);
        command.Add(output);
        command.SetAction(parsed =>
        {
            string target = parsed.Get(output);
            OutputFile.Check(output.Name, target);
            Genotype genotype = network.Genotype(parsed);
            string svg = GenotypeDrawing.ToSvg(genotype);
            OutputFile.WriteText(target, svg);
            terminal.Out.WriteLine(
                parsed.GetValue(SharedOptions.Json)
                    ? JsonOutput.Of(
                        new
                        {
                            file = target,
                            genotype,
                            text = genotype.ToString(),
                        }
                    )
                    : $"Drew both cells to {target}."
            );
            return App.Fine;
        });
        return command;
    }
}
