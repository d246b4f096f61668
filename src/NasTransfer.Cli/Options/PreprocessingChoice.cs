using System.CommandLine;
using NasTransfer.Engine;
using NasTransfer.Engine.Data;

namespace NasTransfer.Cli.Options;

/// <summary>What images go through on their way to a network.</summary>
internal sealed class PreprocessingChoice
{
    private readonly Setting<TransformFamily?> transforms = Setting<TransformFamily?>.Of(
        "--transform",
        "cifar pads, crops and mirrors squares; photo scales random parts of photographs. Unless said, photo for streamed images under the ImageNet stem, and otherwise cifar.",
        null
    );

    private readonly Setting<bool?> jitter = Setting<bool?>.Of(
        "--colour-jitter",
        "Let photo change the colours of training images at random; true unless said.",
        null
    );

    private readonly Setting<int> threads = Setting<int>.Of(
        "--loader-threads",
        "Threads that read, decode and transform images ahead; 0 leaves it to the network's. Changes no result.",
        new Preprocessing().Threads
    );

    public void AddTo(Command command)
    {
        command.Add(transforms);
        command.Add(jitter);
        command.Add(threads);
    }

    /// <exception cref="BadInputException">A value is out of range, or options contradict each other.</exception>
    public Preprocessing Read(ParseResult parsed)
    {
        if (parsed.Get(jitter) is { } given && parsed.Get(transforms) == TransformFamily.Cifar)
        {
            throw new BadInputException(
                $"{jitter.Name} is {Typed.Text(given)}, but {transforms.Name} cifar knows no change of colour; leave one of them out."
            );
        }

        if (parsed.Get(threads) < 0)
        {
            throw new BadInputException($"{threads.Name} is {parsed.Get(threads)}; it must be 0 or more.");
        }

        return new Preprocessing
        {
            Transforms = parsed.Get(transforms),
            Jitter = parsed.Get(jitter) == false ? null : new ColourJitter(),
            Threads = parsed.Get(threads),
        };
    }
}
