using System.Collections.Immutable;
using System.Globalization;
using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;

namespace NasTransfer.Claims.Audit;

/// <summary>
/// C22 ("Transferring Architectures"): the printed search times, and which factors make them consistent with each other. A
/// time in words is a range: "almost two months" is above one and a half, "over one year and half" below two years.
/// </summary>
internal static class C22SearchCostAudit
{
    private const double DaysPerYear = 365.25;
    private const double DaysPerMonth = DaysPerYear / 12;
    private const double HoursPerDay = 24;

    // "96 GPU-hours on average", and "0.375 days for CIFAR10".
    private const double NsgaNetHours = 96;
    private const double NsgaNetDays = NsgaNetHours / HoursPerDay;
    private const double EnasDays = 0.375;

    // "Under 4 GPU-days on CIFAR10" (Methods and Search Space).
    private const double LongestDays = 4;

    // Of 224-pixel images against the 32 pixels of CIFAR.
    private const double PixelRatio = 224.0 * 224 / (32 * 32);

    // The ImageNet stem halves 224 pixels three times before the first cell; CIFAR's keeps its 32.
    private const double StemRatio = 28.0 * 28 / (32 * 32);

    private static readonly Interval AlmostTwoMonths = new(1.5 * DaysPerMonth, 2 * DaysPerMonth);
    private static readonly Interval OverAYearAndAHalf = new(1.5 * DaysPerYear, 2 * DaysPerYear);
    private static readonly Interval About19Years = new(18.5 * DaysPerYear, 19.5 * DaysPerYear);

    public static ClaimAudit Audit()
    {
        ImmutableArray<Interval> whole =
        [
            PerImage(AlmostTwoMonths, Images("ImNet1K P1")),
            PerImage(OverAYearAndAHalf, Images("ImNet1K")),
            PerImage(About19Years, Images("ImNet22K") + Validation("ImNet22K")),
        ];
        ImmutableArray<Interval> training = [whole[0], whole[1], PerImage(About19Years, Images("ImNet22K"))];
        Interval factor = Common(whole);
        double ratio = (Images("ImNet22K") + Validation("ImNet22K")) / Images(Printed.Cifar10);
        Interval enas = new(EnasDays * ratio * factor.Low / DaysPerYear, EnasDays * ratio * factor.High / DaysPerYear);
        return ClaimAudit.OfNumbers(
            "C22",
            $"One cost an image, {Text(factor)} times CIFAR10's, gives all three NSGANet times and {Text(enas)} years for ENAS on 22K, if 22K counts both of its parts; neither the number of images alone nor their pixels give it.",
            [
                One("NSGANet: one cost an image gives P1, 1K and 22K of 14.5M images", whole),
                ArithmeticCheck.Statement(
                    "ENAS: the same cost gives over one year on 22K",
                    factor.Low <= factor.High && enas.Low > 1,
                    $"{Text(enas)} years"
                ),
            ],
            [
                One("with the 7.5M training images of 22K alone", training),
                Alone("images alone: NSGANet on P1 takes almost two months", 1),
                Alone("images times pixels (224² against 32²): NSGANet on P1 takes almost two months", PixelRatio),
                Alone("images times what the cells see of them (28² against 32²): the same", StemRatio),
                ArithmeticCheck.Statement(
                    "images alone: ENAS takes over one year on 22K",
                    EnasDays * ratio > DaysPerYear,
                    $"{Printed.Plain(EnasDays * ratio / DaysPerYear)} years"
                ),
                ArithmeticCheck.Statement(
                    "NSGANet's 96 GPU-hours are under 4 GPU-days, as the choice of methods says",
                    NsgaNetDays < LongestDays,
                    $"{Printed.Plain(NsgaNetDays)} days"
                ),
            ]
        );
    }

    /// <summary>What an image must cost, in units of CIFAR10's, for a time in days.</summary>
    private static Interval PerImage(Interval days, double images)
    {
        double ofImages = NsgaNetDays * images / Images(Printed.Cifar10);
        return new Interval(days.Low / ofImages, days.High / ofImages);
    }

    private static Interval Common(ImmutableArray<Interval> all) =>
        new(all.Max(interval => interval.Low), all.Min(interval => interval.High));

    private static ArithmeticCheck One(string name, ImmutableArray<Interval> all) =>
        ArithmeticCheck.Statement(
            name,
            Common(all).Low <= Common(all).High,
            $"times CIFAR10's: {string.Join("; ", all.Select(Text))}"
        );

    private static ArithmeticCheck Alone(string name, double factor)
    {
        double days = NsgaNetDays * factor * Images("ImNet1K P1") / Images(Printed.Cifar10);
        return ArithmeticCheck.Statement(
            name,
            AlmostTwoMonths.Low <= days && days <= AlmostTwoMonths.High,
            $"{days.ToString("0.0", CultureInfo.InvariantCulture)} days"
        );
    }

    private static double Images(string set) => PaperTable1.Find(set).Train.Value;

    private static double Validation(string set) => PaperTable1.Find(set).Validation.Value;

    private static string Text(Interval interval) => $"{Printed.Plain(interval.Low)} to {Printed.Plain(interval.High)}";
}
