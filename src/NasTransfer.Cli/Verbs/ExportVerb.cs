using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine.Interchange;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;

namespace NasTransfer.Cli.Verbs;

/// <summary>
/// <c>nastransfer export</c>: weights under the state-dict names of the DARTS reference networks, checked against the
/// genotype, so that PyTorch loads them.
/// </summary>
internal static class ExportVerb
{
    private const string AuxiliaryPrefix = "auxiliary_head.";
    private const string AuxiliaryWideNorm = "auxiliary_head.features.6.weight";

    public static Command Create(Terminal terminal)
    {
        var network = new NetworkChoice();
        Setting<string> weights = Setting<string>.Mandatory(
            "--weights",
            "The safetensors file to read: ours, or one from elsewhere under the reference names."
        );
        Setting<string> output = Setting<string>.Mandatory("--out", "The safetensors file to write.");
        var command = new Command(
            "export",
            "Checks that weights fit a genotype's network and writes them for PyTorch."
        );
        network.AddTo(command);
        command.Add(weights);
        command.Add(output);
        RuntimeChoice.AddTo(command);
        command.SetAction(parsed =>
        {
            string source = parsed.Get(weights);
            string target = parsed.Get(output);
            OutputFile.Check(output.Name, target);
            var genotype = network.Genotype(parsed);
            // A head that is in the file stays in it; whether it normalises its 768 channels shows in its names.
            HashSet<string> names = [.. Safetensors.Read(source).Entries.Select(entry => entry.Name)];
            bool hasHead = names.Any(name => name.StartsWith(AuxiliaryPrefix, StringComparison.Ordinal));
            NetworkOptions options = network.Network(parsed) with
            {
                AuxiliaryHead = hasHead,
                AuxiliaryBatchNorm = !hasHead || names.Contains(AuxiliaryWideNorm),
            };

            RuntimeEnvironment environment = RuntimeChoice.Start(parsed);
            using var built = new AugmentNetwork(genotype, options, seed: 0);
            NetworkWeights.Load(built, source);
            OutputFile.Write(target, fresh => NetworkWeights.Save(built, fresh));

            var report = new
            {
                file = target,
                tensors = Safetensors.Read(target).Entries.Length,
                parameters = built.parameters().Sum(parameter => parameter.numel()),
                auxiliaryHead = hasHead,
                weightsSha256 = NetworkWeights.Sha256(built),
                environment = JsonOutput.Of(environment),
            };
            terminal.Out.WriteLine(
                parsed.GetValue(SharedOptions.Json)
                    ? JsonOutput.Of(report)
                    : $"Wrote {report.tensors} tensors ({report.parameters} parameters) to {target}."
            );
            return App.Fine;
        });
        return command;
    }
}
