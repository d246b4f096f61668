using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Runtime.Collectives;
using NasTransfer.Engine.Runtime.Collectives.Nccl;
using NasTransfer.Engine.Training;
using NasTransfer.Engine.Training.Checkpoints;
using NasTransfer.Engine.Training.Ranks;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Runtime.Collectives;

/// <summary>What the ranks of a test do.</summary>
internal enum RankWork
{
    /// <summary>Sums and broadcasts of every kind.</summary>
    Exchange,

    /// <summary>Trains a small network without batch normalisation.</summary>
    Steps,

    /// <summary>The same through the double of NCCL.</summary>
    NcclSteps,

    /// <summary>Tests an augment network.</summary>
    Count,

    /// <summary>A whole augment run.</summary>
    Augment,

    /// <summary>Reads through a null reference, and goes on.</summary>
    NullReference,
}

/// <summary>What goes wrong on the last rank, in the middle of an augment run.</summary>
internal enum RankFault
{
    None,

    /// <summary>The process is killed.</summary>
    Kill,

    /// <summary>An exception that nobody catches.</summary>
    Throw,

    /// <summary>MPI_Abort.</summary>
    Abort,

    /// <summary>A request to stop.</summary>
    Stop,
}

/// <summary>What a rank leaves behind.</summary>
internal sealed record RankReport(int ProcessId)
{
    public string? Weights { get; init; }

    public long Hits { get; init; }

    public long Images { get; init; }

    public double Top1 { get; init; }

    /// <summary>What was found wrong; null for nothing.</summary>
    public string? Problem { get; init; }
}

/// <summary>This test assembly as a program of one rank. Each leaves a report in a folder.</summary>
internal static class RankProgram
{
    public const int AbortCode = 42;
    public const int FailureCode = 70;
    public const int StopCode = 85;

    /// <summary>Steps of the run before something goes wrong: within the second of three epochs.</summary>
    public const int FaultyStep = 9;

    /// <summary>Values that no number of ranks divides.</summary>
    private const int TestImages = 511;

    /// <summary>The command line of the program.</summary>
    public static string[] Line(string folder, RankWork work, RankFault fault = RankFault.None) =>
        [typeof(RankProgram).Assembly.Location, folder, work.ToString(), fault.ToString()];

    /// <summary>The reports of all ranks.</summary>
    public static RankReport[] Reports(string folder) =>
        [
            .. Directory
                .GetFiles(folder, "rank-*.json")
                .Order(StringComparer.Ordinal)
                .Select(file => JsonSerializer.Deserialize<RankReport>(File.ReadAllText(file))!),
        ];

    /// <summary>The weights that rank 0 of <see cref="RankWork.Steps"/> left.</summary>
    public static float[] Weights(string folder) =>
        [.. File.ReadLines(Path.Combine(folder, "weights")).Select(line => float.Parse(line))];

    private static int Main(string[] args)
    {
        string folder = args[0];
        Launch launch = Launch.OfProcess();
        try
        {
            ICollective collective = ProcessGroup.Join(launch.Size, launch, "the tests");
            TorchRuntime.Start(new RuntimeOptions());
            var report = new RankReport(Environment.ProcessId);
            void Leave(RankReport final) =>
                File.WriteAllText(
                    Path.Combine(folder, $"rank-{collective.Rank}.json"),
                    JsonSerializer.Serialize(final)
                );

            // So that whoever is killed is known.
            Leave(report);
            Leave(Do(Enum.Parse<RankWork>(args[1]), Enum.Parse<RankFault>(args[2]), collective, folder, report));
            ProcessGroup.Leave();
            return 0;
        }
        catch (TrainingStoppedException)
        {
            ProcessGroup.Leave();
            return StopCode;
        }
        catch (CollectiveException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return FailureCode;
        }
        // The filter runs before any finally block: nothing waits for the others.
        catch (Exception failure) when (Ends(failure))
        {
            throw;
        }
    }

    private static bool Ends(Exception failure)
    {
        Console.Error.WriteLine(failure.Message);
        ProcessGroup.Abort(FailureCode);
        return false;
    }

    private static RankReport Do(
        RankWork work,
        RankFault fault,
        ICollective collective,
        string folder,
        RankReport report
    ) =>
        work switch
        {
            RankWork.Exchange => report with { Problem = Exchange(collective) },
            RankWork.Steps => report with { Weights = Steps(collective, folder) },
            RankWork.NcclSteps => report with
            {
                Weights = Steps(
                    new NcclCollective(
                        NcclLibrary.TryLoad(Environment.GetEnvironmentVariables())!,
                        collective,
                        DeviceType.CPU
                    ),
                    folder
                ),
            },
            RankWork.Count => Count(collective, report),
            RankWork.Augment => Augment(collective, fault, folder, report),
            RankWork.NullReference => report with { Problem = ReadNull() },
            _ => throw new ArgumentOutOfRangeException(nameof(work), work, null),
        };

    private static string? Exchange(ICollective collective)
    {
        using var scope = NewDisposeScope();
        List<string> wrong = [];
        void Check(string what, bool isRight)
        {
            if (!isRight)
            {
                wrong.Add(what);
            }
        }

        int ranks = collective.Size;
        int sumOfRanks = ranks * (ranks - 1) / 2;

        // More than one call takes, by a little.
        Tensor many = arange(5_000_011, float32).remainder(97).add(collective.Rank);
        collective.Sum(many);
        Check(
            "a long sum",
            many.eq(arange(5_000_011, float32).remainder(97).mul(ranks).add(sumOfRanks)).all().ToBoolean()
        );
        Tensor large = full([3], (1L << 53) + 1 + collective.Rank, int64);
        collective.Sum(large);
        Check("a sum of integers", large[2].ToInt64() == ranks * ((1L << 53) + 1) + sumOfRanks);
        Tensor real = full([2], 0.5 + collective.Rank, float64);
        collective.Sum(real);
        Check("a sum of doubles", real[0].ToDouble() == 0.5 * ranks + sumOfRanks);
        Span<double> few = [1, collective.Rank];
        collective.Sum(few);
        Check("a sum in memory", few[0] == ranks && few[1] == sumOfRanks);
        Tensor last = full([7], (double)collective.Rank, float64);
        collective.Broadcast(last, ranks - 1);
        Check("a broadcast of the last rank", last.eq(ranks - 1).all().ToBoolean());
        byte[] bytes = [(byte)(collective.Rank + 1), 2];
        collective.Broadcast(bytes);
        Check("a broadcast of bytes", bytes is [1, 2]);
        collective.Barrier();
        var group = new DataParallel(collective);
        Check("a text", group.Share($"text of {collective.Rank}") == "text of 0");
        Check(
            "every rank's own",
            group.Gather(full([2], collective.Rank, float32)).mean([1]).eq(arange(ranks, float32)).all().ToBoolean()
        );
        return wrong.Count == 0 ? null : string.Join(", ", wrong);
    }

    // Ranks begin with weights of their own on purpose: they have to be made equal.
    private static string Steps(ICollective collective, string folder)
    {
        var ranks = new DataParallel(collective);
        manual_seed(1 + collective.Rank);
        using var network = nn.Sequential(
            ("convolution", nn.Conv2d(3, 8, 3, padding: 1)),
            ("activation", nn.ReLU()),
            ("pool", nn.AvgPool2d(2)),
            ("flat", nn.Flatten()),
            ("classifier", nn.Linear(8 * 4 * 4, 3))
        );
        using var parameters = new FlatParameters(network.parameters());
        using var optimizer = new Sgd(parameters, momentum: 0.9, weightDecay: 3e-4);
        ranks.Share([parameters.Values]);
        BatchLoader loader = new Preprocessing { Shard = ranks.Shard }.TrainLoader(
            ColouredImages.Create("train", 200, 8),
            Stem.Cifar,
            batchSize: 32,
            seed: 2,
            cutoutLength: 3
        );
        for (int epoch = 0; epoch < 5; epoch++)
        {
            int step = 0;
            foreach (Batch batch in loader.Epoch(epoch))
            {
                using var scope = NewDisposeScope();
                parameters.ZeroGradients();
                Tensor loss = nn.functional.cross_entropy(network.forward(batch.Images), batch.Labels);
                ranks.PartOf(loss, batch.Count, loader.ImagesAt(step++)).backward();
                ranks.SumGradients(parameters);
                parameters.ClipGradients(5);
                optimizer.Step(0.05);
                batch.Dispose();
            }
        }

        float[] weights = parameters.Values.data<float>().ToArray();
        if (ranks.Leads)
        {
            File.WriteAllLines(Path.Combine(folder, "weights"), weights.Select(weight => weight.ToString("R")));
        }

        byte[] bytes = parameters.Values.bytes.ToArray();
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static RankReport Count(ICollective collective, RankReport report)
    {
        using var network = new AugmentNetwork(PublishedGenotypes.DartsV2, Small, seed: 2);
        Tally tally = Evaluation.Run(
            network,
            ColouredImages.Create("test", TestImages, 8),
            new Preprocessing(),
            new DataParallel(collective),
            CancellationToken.None
        );
        return report with { Hits = tally.Sums.Hits, Images = tally.Sums.Images };
    }

    private static NetworkOptions Small =>
        new()
        {
            Channels = 4,
            Cells = 3,
            Classes = 3,
        };

    private static RankReport Augment(ICollective collective, RankFault fault, string folder, RankReport report)
    {
        AugmentOptions options = new()
        {
            Epochs = 3,
            BatchSize = 16,
            DropPathProbability = 0.2,
            Ranks = collective.Size,
        };
        using var stop = new CancellationTokenSource();
        using var run = new AugmentRun(PublishedGenotypes.DartsV2, Small, options, seed: 2)
        {
            Collective = collective,
            StopAfterStep = stop.Token,
        };
        AugmentResult result = run.Run(
            ColouredImages.Create("train", 98, 8),
            ColouredImages.Create("test", 47, 8),
            collective.Rank == collective.Size - 1 ? new Trouble(fault, stop) : null,
            new CheckpointFile(Path.Combine(folder, "checkpoint"))
        );
        return report with { Weights = result.WeightsSha256, Top1 = result.Top1Last };
    }

    private static string? ReadNull()
    {
        try
        {
            string? nothing = Environment.GetEnvironmentVariable("NO_SUCH_VARIABLE");
            return nothing!.Length.ToString();
        }
        catch (NullReferenceException)
        {
            return null;
        }
    }

    private sealed class Trouble(RankFault fault, CancellationTokenSource stop) : IProgress<AugmentProgress>
    {
        public void Report(AugmentProgress value)
        {
            if (value.Step != FaultyStep)
            {
                return;
            }

            switch (fault)
            {
                case RankFault.Kill:
                    using (Process self = Process.GetCurrentProcess())
                    {
                        self.Kill();
                    }

                    Thread.Sleep(Timeout.Infinite);
                    break;
                case RankFault.Throw:
                    throw new InvalidOperationException("Something is wrong on this rank.");
                case RankFault.Abort:
                    ProcessGroup.Abort(AbortCode);
                    break;
                case RankFault.Stop:
                    stop.Cancel();
                    break;
            }
        }
    }
}
