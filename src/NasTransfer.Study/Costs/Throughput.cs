using System.Collections.Immutable;
using NasTransfer.Engine;
using NasTransfer.Engine.Benchmarks;
using NasTransfer.Engine.Search.Darts;

namespace NasTransfer.Study.Costs;

/// <summary>What part of the engine a unit spends its time in.</summary>
public enum Work
{
    /// <summary>The mixed supernet of DARTS.</summary>
    Supernet,

    /// <summary>One path of a supernet, ENAS's and NAO's.</summary>
    SinglePath,

    /// <summary>A network of its own: NSGA-Net's individuals, and every augment run.</summary>
    Network,
}

/// <summary>How fast a device works through multiply-adds; a backward pass counts as two forward ones.</summary>
/// <param name="Name">For the heading of hours.</param>
/// <param name="Origin">Where the rates come from.</param>
/// <param name="MacsPerSecond">By kind of work.</param>
public sealed record Throughput(string Name, string Origin, ImmutableSortedDictionary<Work, double> MacsPerSecond)
{
    // The second-order search on CIFAR-10 takes one GTX 1080 Ti "1 day" (Liu, Simonyan and Yang, 2019, §3.1): 50 epochs of
    // 25,000 + 25,000 images, C = 16, L = 8.
    private static readonly Lazy<Throughput> Gtx1080Ti = new(() =>
    {
        double macs = SearchForecast.Of(new DartsOptions(), new SourceSize(25_000, 25_000, 10, 32)).Macs;
        return Uniform(
            "gtx1080ti",
            "DARTS's published day of second-order search on CIFAR-10, taken for all work",
            macs / TimeSpan.FromDays(1).TotalSeconds
        );
    });

    // NVIDIA's data sheets give 11.3 and 15.7 TFLOPS in single precision: the same share of the peak is assumed.
    private const double Gtx1080TiPeak = 11.3;
    private const double V100Peak = 15.7;

    /// <summary>Devices whose rate is assumed.</summary>
    public static ImmutableArray<string> Devices { get; } = ["gtx1080ti", "v100"];

    /// <param name="name">One of <see cref="Devices"/>.</param>
    /// <exception cref="BadInputException">It is none of them.</exception>
    public static Throughput Of(string name) =>
        name switch
        {
            "gtx1080ti" => Gtx1080Ti.Value,
            "v100" => Uniform(
                "v100",
                "gtx1080ti, scaled by the peaks of the two data sheets",
                Gtx1080Ti.Value.MacsPerSecond[Work.Network] * V100Peak / Gtx1080TiPeak
            ),
            _ => throw new BadInputException(
                $"No rate is known for the device '{name}'; it must be one of {string.Join(", ", Devices)}, or give --calibration a file of `nastransfer bench KIND --save`."
            ),
        };

    /// <summary>Rates that were measured: of each kind of work, the newest measurement.</summary>
    /// <exception cref="BadInputException">A kind was not measured.</exception>
    public static Throughput Of(Calibration calibration, string file)
    {
        double Rate(BenchmarkKind kind) =>
            calibration.Results.LastOrDefault(result => result.Kind == kind)?.MacsPerSecond
            ?? throw new BadInputException(
                $"{file} holds no measurement of {Word(kind)}; run `nastransfer bench {Word(kind)} --save {file}`."
            );
        return new Throughput(
            "core",
            $"measured, {Path.GetFileName(file)}",
            new Dictionary<Work, double>
            {
                [Work.Supernet] = Rate(BenchmarkKind.Supernet),
                [Work.SinglePath] = Rate(BenchmarkKind.SinglePath),
                [Work.Network] = Rate(BenchmarkKind.Augment),
            }.ToImmutableSortedDictionary()
        );
    }

    private static Throughput Uniform(string name, string origin, double rate) =>
        new(name, origin, Enum.GetValues<Work>().ToImmutableSortedDictionary(work => work, _ => rate));

    private static string Word(BenchmarkKind kind) =>
        kind switch
        {
            BenchmarkKind.SinglePath => "single-path",
            _ => kind.ToString().ToLowerInvariant(),
        };
}
