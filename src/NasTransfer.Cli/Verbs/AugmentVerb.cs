using System.CommandLine;
using System.Globalization;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Runtime.Collectives;
using NasTransfer.Engine.Training;
using NasTransfer.Engine.Training.Checkpoints;

namespace NasTransfer.Cli.Verbs;

/// <summary><c>nastransfer augment</c>: trains a genotype's network and tests it after every epoch.</summary>
internal static class AugmentVerb
{
    public static Command Create(Terminal terminal)
    {
        var network = new NetworkChoice();
        var images = new ImagesChoice();
        var preprocessing = new PreprocessingChoice();
        var options = new OptionTable<AugmentOptions>(new AugmentOptions());
        Setting<ulong> seed = Setting<ulong>.Of(
            "--seed",
            "The augment seed; the same seed gives the same bits.",
            SharedOptions.PaperSeed
        );
        Setting<string?> weights = Setting<string?>.Of(
            "--weights",
            "A safetensors file for the weights in the end.",
            null
        );
        Setting<string?> initial = Setting<string?>.Of(
            "--init-from",
            "A safetensors file to start from instead of fresh weights, ours or from elsewhere.",
            null
        );
        Setting<string?> output = Setting<string?>.Of("--out", "A JSON file for the result.", null);

        Setting<string?> checkpoint = Setting<string?>.Of(
            "--checkpoint",
            "A file to keep after every epoch, and to go on from if it is there: an interrupted run loses nothing.",
            null
        );
        Option<bool> showOptions = new("--show-options")
        {
            Description = "List the options of training with value, unit and source, and train nothing.",
        };

        var command = new Command("augment", "Trains the network of a genotype on a data set and tests it.");
        network.AddTo(command, withClasses: false);
        images.AddTo(command);
        preprocessing.AddTo(command);
        options.AddTo(command);
        command.Add(seed);
        command.Add(weights);
        command.Add(initial);
        command.Add(output);
        command.Add(checkpoint);
        command.Add(showOptions);
        RuntimeChoice.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(showOptions))
            {
                options.Show(parsed, terminal);
                return App.Fine;
            }

            string? target = parsed.Get(output);
            string? weightsFile = parsed.Get(weights);
            OutputFile.Check(output.Name, target);
            OutputFile.Check(weights.Name, weightsFile);
            OutputFile.Check(checkpoint.Name, parsed.Get(checkpoint));
            Genotype genotype = network.Genotype(parsed);
            AugmentOptions training = options.Read(parsed);
            Preprocessing prepared = preprocessing.Read(parsed);
            // The sizes are checked before the images are read, which may take long.
            network.Network(parsed, classes: 1);
            Launch launch = Launch.OfProcess();
            return RankedWork.Run(training.Ranks, launch, CommandLineText.Of(parsed), terminal, Train);

            int Train(ICollective collective, Terminal own, CancellationToken stop)
            {
                bool json = parsed.GetValue(SharedOptions.Json);
                var display = new ProgressDisplay(own, json);
                ChosenImages splits = images.Read(parsed, display);
                NetworkOptions size = network.Network(parsed, splits.Train.Classes.Length);
                RuntimeEnvironment environment = RuntimeChoice.Start(parsed, launch);
                display.Line(environment);

                using var run = new AugmentRun(genotype, size, training, parsed.Get(seed), parsed.Get(initial))
                {
                    Preprocessing = prepared,
                    Collective = ProcessGroup.On(TorchRuntime.Device, collective),
                    StopAfterStep = stop,
                };
                if (collective.Size > 1)
                {
                    display.Line($"{collective.Size} ranks through {run.Collective.Transport}");
                }

                AugmentResult result = display.Run(
                    $"Training on {splits.Train.Name}: {splits.Train.Count} images, tested on {splits.Test.Count}",
                    report =>
                        run.Run(
                            splits.Train,
                            splits.Test,
                            new Reporter(report),
                            parsed.Get(checkpoint) is { } file
                                ? new CheckpointFile(file) { PassedOver = own.Error.WriteLine }
                                : null
                        )
                );
                if (collective.Rank > 0)
                {
                    return App.Fine;
                }

                if (weightsFile is not null)
                {
                    run.SaveWeights(weightsFile);
                }

                object Record(RuntimeEnvironment? around) =>
                    new
                    {
                        genotype,
                        network = run.Network.Options,
                        options = training,
                        seed = parsed.Get(seed),
                        initFrom = parsed.Get(initial),
                        train = ImagesChoice.Describe(splits.Train),
                        test = ImagesChoice.Describe(splits.Test),
                        split = splits.Split,
                        transform = prepared.FamilyOf(splits.Train, size.Stem),
                        colourJitter = prepared.JitterOf(splits.Train, size.Stem),
                        result,
                        environment = around is null ? null : JsonOutput.Of(around),
                    };
                if (target is not null)
                {
                    // No environment and no time: the same run writes the same bytes.
                    OutputFile.WriteText(target, JsonOutput.Of(Record(null)) + "\n");
                }

                own.Out.WriteLine(json ? JsonOutput.Of(Record(environment)) : Summary(result));
                return App.Fine;
            }
        });
        return command;
    }

    private static string Summary(AugmentResult result) =>
        result.Diverged
            ? "The loss became infinite or NaN, and training stopped; a smaller --lr may help."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"top-1 {result.Top1Last:F2} % after the last epoch (best {result.Top1Best:F2} %, epoch {result.BestEpoch + 1}), {result.Parameters:N0} parameters, weights {result.WeightsSha256[..12]}"
            );

    private sealed class Reporter(Action<long, long, string?> report) : IProgress<AugmentProgress>
    {
        public void Report(AugmentProgress value) =>
            report(value.Step, value.Steps, value.Ended is { } epoch ? Line(epoch, value.Epochs) : null);

        private static string Line(AugmentEpoch epoch, int epochs) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"epoch {epoch.Epoch + 1}/{epochs}  lr {epoch.LearningRate:G4}  train loss {epoch.TrainLoss:F4}  train top-1 {epoch.TrainTop1:F2} %  test loss {epoch.TestLoss:F4}  test top-1 {epoch.TestTop1:F2} %"
            );
    }
}
