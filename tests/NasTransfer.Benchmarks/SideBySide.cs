using System.Diagnostics;
using System.Globalization;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Generated;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Training;

namespace NasTransfer.Benchmarks;

/// <summary>
/// What two workers of one thread do against one: two processes that run the same units, one while the other waits and then
/// both at once, in turn. Starting, planning and bookkeeping are not in it; `nastransfer run` tells those.
/// </summary>
internal static class SideBySide
{
    /// <summary>The argument that makes this process a worker.</summary>
    public const string Verb = "side-by-side";

    // A worker computes with one thread, and makes its batches ready with the same.
    private static readonly Preprocessing Preprocessing = new() { Threads = 0 };

    private const int WarmUps = 3;
    private const int Rounds = 11;

    public static void Compare(TextWriter writer)
    {
        using Worker one = new();
        using Worker other = new();
        for (int i = 0; i < WarmUps; i++)
        {
            Together(one, other);
        }

        // Of both together and of each alone: units a second. The machine may be another from minute to minute, so each
        // round is a comparison of its own.
        double[] ratios =
        [
            .. Enumerable
                .Range(0, Rounds)
                .Select(_ =>
                {
                    double alone = (one.Run() + other.Run()) / 2;
                    var (first, second) = Together(one, other);
                    return alone / first + alone / second;
                })
                .Order(),
        ];
        writer.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"two workers against one, tiny units: {ratios[Rounds / 2]:F2} (rounds from {ratios[0]:F2} to {ratios[^1]:F2})"
            )
        );
    }

    /// <summary>Runs a unit for every line that comes in, and says how many seconds it took.</summary>
    public static void Serve(TextReader reader, TextWriter writer)
    {
        TorchRuntime.Start(new RuntimeOptions());
        ImageSplits images = GeneratedImages.Create(
            new GeneratedSpec
            {
                Name = "tiny",
                Classes = 24,
                TrainPerClass = 30,
                TestPerClass = 10,
                Size = 20,
                Seed = 1000,
                Difficulty = 0.4,
                Domain = ImageDomain.Photographs,
            }
        );
        while (reader.ReadLine() is not null)
        {
            long start = Stopwatch.GetTimestamp();
            Genotype found = Search(images.Train);
            Train(found, images);
            writer.WriteLine(Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("R", CultureInfo.InvariantCulture));
            writer.Flush();
        }
    }

    // As the profile tiny has it, but for one epoch of three.
    private static Genotype Search(IImageSource train)
    {
        int half = train.Count / 4;
        IImageSource Part(int from) => train.Select([.. Enumerable.Range(from, half)], train.Name);
        return new DartsSearch(
            new DartsOptions
            {
                Order = DartsOrder.Second,
                Epochs = 1,
                BatchSize = 16,
                Channels = 4,
                Cells = 3,
                AlphaLearningRate = 0.01,
            }
        ).Run(new SearchData(Part(0), Part(half)) { Preprocessing = Preprocessing }, seed: 2).Genotype;
    }

    private static void Train(Genotype genotype, ImageSplits images)
    {
        using AugmentRun run = new(
            genotype,
            new NetworkOptions
            {
                Channels = 4,
                Cells = 5,
                Classes = images.Train.Classes.Length,
            },
            new AugmentOptions
            {
                Epochs = 3,
                BatchSize = 32,
                LearningRate = 0.05,
            },
            seed: 2
        )
        {
            Preprocessing = Preprocessing,
        };
        run.Run(images.Train, images.Test);
    }

    private static (double First, double Second) Together(Worker one, Worker other)
    {
        one.Begin();
        other.Begin();
        return (one.End(), other.End());
    }

    private sealed class Worker : IDisposable
    {
        private readonly Process process = Process.Start(ThisProgram.With(Verb))!;

        public void Begin()
        {
            process.StandardInput.WriteLine();
            process.StandardInput.Flush();
        }

        /// <summary>Seconds of the unit that was begun.</summary>
        public double End() =>
            process.StandardOutput.ReadLine() is { } said
                ? double.Parse(said, CultureInfo.InvariantCulture)
                : throw new InvalidOperationException("A worker ended before its unit.");

        public double Run()
        {
            Begin();
            return End();
        }

        public void Dispose()
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
