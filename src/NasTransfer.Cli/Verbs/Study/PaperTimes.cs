using System.Globalization;
using NasTransfer.Cli.Output;
using NasTransfer.Study.Costs;

namespace NasTransfer.Cli.Verbs.Study;

/// <summary>The search times that the paper prints ("Transferring Architectures"), beside the plan's.</summary>
internal static class PaperTimes
{
    private const double HoursPerDay = 24;
    private const double DaysPerYear = 365;

    // "96 GPU-hours on average" for CIFAR10 and CIFAR100; "almost two months" on proxy 1, which it estimated; ENAS "0.375
    // days for CIFAR10". Its figures for the whole of ImageNet are about searches that no study runs.
    private static readonly (string Method, string Source, double Hours, string Printed)[] Times =
    [
        ("NSGANet", "CIFAR10", 96, "96 GPU-hours"),
        ("NSGANet", "CIFAR100", 96, "96 GPU-hours"),
        ("ENAS", "CIFAR10", 0.375 * HoursPerDay, "0.375 days"),
    ];

    public static void Write(PlanForecast forecast, TextWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine("The paper's own search times, one GPU of a kind that it does not name:");
        var table = new TextTable("search", "printed", "printed, h", "planned, h");
        foreach (var (method, source, hours, printed) in Times)
        {
            UnitForecast? planned = forecast.Searches.FirstOrDefault(search =>
                search.Title.StartsWith($"{method} on {source},", StringComparison.Ordinal)
            );
            table.Add(
                $"{method} on {source}",
                printed,
                hours.ToString("0.##", CultureInfo.InvariantCulture),
                planned?.Hours?.ToString("0.##", CultureInfo.InvariantCulture) ?? ""
            );
        }

        table.Write(writer);
        writer.WriteLine(
            FormattableString.Invariant(
                $"It also estimates NSGANet at almost two months on ImNet1K P1, 1.5 years on ImageNet1K and 19 on ImageNet22K ({19 * DaysPerYear * HoursPerDay:N0} h), and ENAS at over a year on ImageNet22K: no plan holds these."
            )
        );
    }
}
