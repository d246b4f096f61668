using System.CommandLine;
using System.Globalization;
using NasTransfer.Claims.Statistics;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine;

namespace NasTransfer.Cli.Verbs.Stats;

/// <summary><c>nastransfer stats equivalence</c>: are two means within a margin of each other?</summary>
internal static class EquivalenceVerb
{
    public static Command Create(Terminal terminal)
    {
        var groups = new GroupsChoice("A", "B");
        Setting<double> margin = Setting<double>.Of(
            "--margin",
            "The largest difference that does not matter, in the unit of the values.",
            SimilarityRule.LeastMargin
        );
        var command = new Command(
            "equivalence",
            "Two one-sided tests that the means of A and B differ by less than a margin, and that A is not worse."
        );
        groups.AddTo(command);
        command.Add(margin);
        command.SetAction(parsed =>
        {
            var (a, b) = groups.Read(parsed);
            double allowed = parsed.Get(margin);
            if (allowed <= 0)
            {
                throw new BadInputException(
                    string.Create(CultureInfo.InvariantCulture, $"{margin.Name} is '{allowed}'; it must be above 0.")
                );
            }

            EquivalenceResult result = Equivalence.Test(Welch.Difference(Sample.Of(a), Sample.Of(b)), allowed);
            Report report = new(
                result.Value,
                result.Margin,
                Ends.Of(result.Narrow),
                Ends.Of(result.Wide),
                result.P,
                result.NonInferiorityP
            );
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(JsonOutput.Of(report));
            }
            else
            {
                Print(report, terminal.Out);
            }

            return App.Fine;
        });
        return command;
    }

    private static void Print(Report report, TextWriter writer) =>
        Figure.Write(
            writer,
            ("difference, A less B", Figure.Text(report.Difference)),
            ("margin", Figure.Text(report.Margin)),
            ("90 % interval", Figure.Text(report.Interval90)),
            ("95 % interval", Figure.Text(report.Interval95)),
            ("p of equivalence", Figure.Text(report.P)),
            ("p of A not being worse", Figure.Text(report.NonInferiorityP))
        );

    private sealed record Report(
        double Difference,
        double Margin,
        Ends? Interval90,
        Ends? Interval95,
        double P,
        double NonInferiorityP
    );
}
