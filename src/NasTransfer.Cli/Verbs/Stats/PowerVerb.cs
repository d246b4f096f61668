using System.CommandLine;
using System.Globalization;
using NasTransfer.Claims.Statistics;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine;

namespace NasTransfer.Cli.Verbs.Stats;

/// <summary><c>nastransfer stats power</c>: what n can see, before anything runs.</summary>
internal static class PowerVerb
{
    public static Command Create(Terminal terminal)
    {
        Setting<int> countA = Setting<int>.Mandatory("--n", "Runs in group A.");
        Setting<int?> countB = Setting<int?>.Of("--n-b", "Runs in group B; those of A unless said.", null);
        Setting<double> deviation = Setting<double>.Of("--sd", "SD between runs, from a pilot, in points.", 1);
        Setting<double?> effect = Setting<double?>.Of(
            "--effect",
            "A difference in points: says how many runs a group see it as well.",
            null
        );
        var command = new Command(
            "power",
            "The smallest difference that n runs a group detect: two-sided .05, 80 % power."
        )
        {
            countA,
            countB,
            deviation,
            effect,
        };
        command.SetAction(parsed =>
        {
            int a = AtLeast(countA.Name, parsed.Get(countA), 2);
            int b = AtLeast(countB.Name, parsed.Get(countB) ?? a, 2);
            double sd = Above(deviation.Name, parsed.Get(deviation));
            double? difference = parsed.Get(effect) is { } asked ? Above(effect.Name, asked) : null;
            double detectable = Power.SmallestDetectableEffect(a, b);
            Report report = new(
                a,
                b,
                detectable,
                detectable * sd,
                difference is null ? null : Power.CountFor(difference.Value / sd)
            );
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(JsonOutput.Of(report));
            }
            else
            {
                Print(report, difference, terminal.Out);
            }

            return App.Fine;
        });
        return command;
    }

    private static void Print(Report report, double? effect, TextWriter writer)
    {
        List<(string, string)> figures =
        [
            ("smallest detectable difference, in SDs", Figure.Text(report.DetectableSds)),
            ("smallest detectable difference, in points", Figure.Text(report.DetectablePoints)),
        ];
        if (effect is not null)
        {
            string count = report.RunsForEffect is { } runs
                ? runs.ToString(CultureInfo.InvariantCulture)
                : "more than 1000";
            figures.Add(($"runs a group to detect {Figure.Text(effect)} points", count));
        }

        Figure.Write(writer, [.. figures]);
    }

    private static int AtLeast(string name, int value, int least) =>
        value >= least ? value : throw new BadInputException($"{name} is '{value}'; it must be at least {least}.");

    private static double Above(string name, double value) =>
        value > 0
            ? value
            : throw new BadInputException(
                string.Create(CultureInfo.InvariantCulture, $"{name} is '{value}'; it must be above 0.")
            );

    private sealed record Report(
        int CountA,
        int CountB,
        double DetectableSds,
        double DetectablePoints,
        int? RunsForEffect
    );
}
