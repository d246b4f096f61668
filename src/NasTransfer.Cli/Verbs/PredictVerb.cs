using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine;
using NasTransfer.Engine.Interchange;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using TorchSharp;

namespace NasTransfer.Cli.Verbs;

/// <summary><c>nastransfer predict</c>: the logits of a batch in eval mode, to compare with another program's.</summary>
internal static class PredictVerb
{
    private const string InputName = "input";
    private const string LogitsName = "logits";

    // Bounds the memory; in eval mode an image's logits do not depend on its neighbours.
    private const int ImagesAtATime = 128;

    public static Command Create(Terminal terminal)
    {
        var network = new NetworkChoice();
        Setting<string> weights = Setting<string>.Mandatory("--weights", "The safetensors file with the weights.");
        Setting<string> input = Setting<string>.Mandatory(
            "--input",
            $"A safetensors file with the tensor '{InputName}': N×3×H×W, float32, normalised."
        );
        Setting<string> output = Setting<string>.Mandatory(
            "--out",
            $"The safetensors file to write: the tensor '{LogitsName}', N×K."
        );
        var command = new Command("predict", "Runs a batch through a genotype's network in eval mode.");
        network.AddTo(command);
        command.Add(weights);
        command.Add(input);
        command.Add(output);
        RuntimeChoice.AddTo(command);
        command.SetAction(parsed =>
        {
            string target = parsed.Get(output);
            OutputFile.Check(output.Name, target);
            var genotype = network.Genotype(parsed);
            NetworkOptions options = network.Network(parsed);
            SafetensorsEntry images = ReadInput(parsed.Get(input));

            RuntimeEnvironment environment = RuntimeChoice.Start(parsed);
            using var scope = torch.NewDisposeScope();
            using var built = new AugmentNetwork(genotype, options, seed: 0);
            built.ValidateImageSize((int)images.Shape[2]);
            built.ValidateImageSize((int)images.Shape[3]);
            NetworkWeights.Load(built, parsed.Get(weights));
            torch.Tensor logits = Logits(built, TensorEntries.ToTensor(images));
            OutputFile.Write(target, fresh => Safetensors.Write(fresh, [TensorEntries.From(LogitsName, logits)]));

            var report = new
            {
                file = target,
                images = logits.shape[0],
                classes = logits.shape[1],
                top1 = logits.argmax(1).data<long>().ToArray(),
                environment = JsonOutput.Of(environment),
            };
            terminal.Out.WriteLine(
                parsed.GetValue(SharedOptions.Json)
                    ? JsonOutput.Of(report)
                    : $"Wrote the logits of {report.images} images over {report.classes} classes to {target}."
            );
            return App.Fine;
        });
        return command;
    }

    /// <exception cref="BadInputException">The tensor is not there, or is not N×3×H×W of float32.</exception>
    private static SafetensorsEntry ReadInput(string path)
    {
        SafetensorsEntry images = Safetensors.Read(path).Require(InputName);
        bool fits = images.Shape.Length == 4 && images.Shape[0] >= 1 && images.Shape[1] == 3;
        return fits && images.Type == SafetensorsType.F32
            ? images
            : throw new BadInputException(
                $"The tensor '{InputName}' in {path} is {images.Type} [{string.Join(", ", images.Shape)}]; it must be F32 [N, 3, height, width] with N of 1 or more."
            );
    }

    private static torch.Tensor Logits(AugmentNetwork network, torch.Tensor images) =>
        torch.cat([.. images.split(ImagesAtATime).Select(part => network.Logits(part).cpu())]);
}
