using NasTransfer.Study.Experiments;

namespace NasTransfer.Claims.Tests.Catalogue;

/// <summary>A world in which a claim is true, and one in which it is false.</summary>
internal sealed record MadeUpWorld(
    string Claim,
    Func<MadeUpRun, double> True,
    Func<MadeUpRun, double> False,
    Func<string, long>? TrueImages = null,
    Func<string, long>? FalseImages = null
)
{
    public override string ToString() => Claim;
}

/// <summary>Differences are far beyond the noise of 0.1 points, so that n = 6 decides.</summary>
internal static class MadeUpWorlds
{
    private const double Noise = 0.1;

    public static readonly MadeUpWorld[] All =
    [
        // Sources scatter a little about a level line: that is the noise of the slope.
        new("C01", run => 70 + 0.05 * Math.Sin(Images(run)), run => 50 + 5 * Math.Log10(Images(run))),
        new("C02", run => run.Source == "CIFAR100" ? 50 : 70, run => run.Source == "CIFAR100" ? 60 : 50),
        new(
            "C03",
            run => (run.Method == "DARTS") == (run.Source == "CIFAR10") ? 70 : 60,
            run => run.Source == "CIFAR10" ? 70 : 60
        ),
        new("C04", run => run.Source == "CIFAR100" ? 55 : 75, run => run.Source == "CIFAR100" ? 75 : 60),
        new(
            "C05",
            run => (run.Method == "ENAS") == (run.Source == "CIFAR100") ? 80 : 60,
            run => (run.Method == "ENAS") == (run.Source == "CIFAR100") ? 60 : 80
        ),
        new("C06", _ => 40, run => run.IsSmall ? 40 : 60),
        new("C07", run => run.IsSmall ? 45 : 30, run => run.IsSmall ? 30 : 45),
        new("C08", InOrder, run => 100 - InOrder(run)),
        new("C09", _ => 70, run => 50 + 5 * Math.Log10(Images(run)) * (run.Source == "ImNet1K P3" ? 1.5 : 1)),
        new("C10", run => run.Source == "ImNet1K P5" ? 60 : 70, run => run.Source == "ImNet1K P5" ? 70 : 60),
        new("C11", run => run.Source == "ImNet22K P1" ? 40 : 30, run => run.Source == "ImNet22K P1" ? 20 : 30),
        new(
            "C12",
            run =>
                run.Method != "DARTS" ? InOrder(run)
                : run.Source == "ImNet22K P1" ? 90
                : 10,
            run => run.Method != "DARTS" ? InOrder(run) : 90
        ),
        new("C13", _ => 60, run => run.IsSmall ? 50 : 60),
        new("C14", run => run.IsSmall ? 60 : 50, run => run.IsSmall ? 50 : 60),
        new("C15", run => run.IsRandom ? 75 : 55, run => run.IsRandom ? 50 : 75),
        new("C16", run => run is { Method: "DARTS", Source: "FLOWERS102" } ? 80 : 70, run => run.IsRandom ? 70 : 60),
        new("C17", run => Split(run, run.Target == "CIFAR10" ? 0.1 : 5), run => Split(run, 2)),
        new("C18", RandomSpread, run => 60 + run.Z),
        new("C19", run => Seeded(run, run.Method == "ENAS" ? 16 : 0.2), run => Seeded(run, 2)),
        new("C20", run => 80 - run.Cells / 4.0, run => 60 + run.Cells / 4.0),
        new("C21", run => Tricked(run, "CIFAR10"), run => Tricked(run, "ImageNet1K")),
        new("C22", _ => 70, _ => 70, source => 25 * ImagesOf(source), _ => 1_000_000),
        new("C24", _ => 30.91, _ => 25),
    ];

    /// <summary>The accuracy of a world with its noise.</summary>
    public static Func<MadeUpRun, double> Noisy(Func<MadeUpRun, double> world) => run => world(run) + Noise * run.Z;

    private static long Images(MadeUpRun run) => run.Source is null ? 1 : ImagesOf(run.Source);

    private static long ImagesOf(string source) => StudyRuns.AtThePapersProtocol.ImagesOf(source);

    private static double InOrder(MadeUpRun run) =>
        run.Method switch
        {
            "DARTS" => 72,
            "ENAS" => 71,
            _ => 70,
        };

    private static double Split(MadeUpRun run, double step) =>
        60 + step * Array.IndexOf(["NSGANet", "ENAS", "DARTS", "NAO"], run.Method);

    private static double RandomSpread(MadeUpRun run)
    {
        int place = Array.IndexOf(["FLOWERS102", "MIT67", "CIFAR10", "CIFAR100", "ImageNet1K"], run.Target);
        return 90 - 15 * place + Noise * (Math.Pow(3, place) - 1) * run.Z;
    }

    /// <summary>Two augment seeds that lie apart by a range, which varies between searches.</summary>
    private static double Seeded(MadeUpRun run, double range) =>
        60 + (run.AugmentSeed == Experiment.DefaultAugmentSeed ? 0 : range * (1 + 0.05 * run.Z));

    private static double Tricked(MadeUpRun run, string better) =>
        70 + (run.Trick == Trick.None ? 0 : (run.Target == better ? 5 : 1) * (1 + 0.05 * run.Z));
}
