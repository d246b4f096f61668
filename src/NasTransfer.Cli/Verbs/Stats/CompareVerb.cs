using System.Collections.Immutable;
using System.CommandLine;
using NasTransfer.Claims.Statistics;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;

namespace NasTransfer.Cli.Verbs.Stats;

/// <summary><c>nastransfer stats compare</c> and <c>stats ri</c>: A beside B, in points or as an improvement in percent.</summary>
internal static class CompareVerb
{
    public static Command Create(Terminal terminal) =>
        Create(
            terminal,
            "compare",
            "The difference of two means, A less B: Welch's interval, Hedges' g, P(A > B).",
            new GroupsChoice("A", "B"),
            Comparison.OfMeans
        );

    public static Command CreateRi(Terminal terminal) =>
        Create(
            terminal,
            "ri",
            "RI = 100·(mean A − mean B)/mean B, of a method A over random sampling B, with its interval.",
            new GroupsChoice("the method", "random sampling"),
            Comparison.OfImprovement
        );

    private static Command Create(
        Terminal terminal,
        string name,
        string description,
        GroupsChoice groups,
        Func<ImmutableArray<double>, ImmutableArray<double>, ulong, Comparison> compare
    )
    {
        var command = new Command(name, description);
        groups.AddTo(command);
        command.Add(groups.Seed);
        command.SetAction(parsed =>
        {
            var (a, b) = groups.Read(parsed);
            var report = Report.Of(compare(a, b, parsed.Get(groups.Seed)));
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
            ("effect", Figure.Text(report.Effect, report.Unit == ComparisonUnit.Percent ? "%" : "")),
            ("95 % interval", Figure.Text(report.Interval)),
            ("95 % bootstrap, from n = 8", Figure.Text(report.Bootstrap)),
            ("p, two-sided", Figure.Text(report.P)),
            ("Hedges' g", Figure.Text(report.HedgesG)),
            ("P(A > B)", Figure.Text(report.Probability)),
            ("95 % interval of P(A > B)", Figure.Text(report.ProbabilityInterval)),
            ("A: n, mean, sample SD", Words(report.A)),
            ("B: n, mean, sample SD", Words(report.B))
        );

    private static string Words(Group group) =>
        $"{group.Count}, {Figure.Text(group.Mean)}, {Figure.Text(group.StandardDeviation)}";

    private sealed record Group(int Count, double Mean, double StandardDeviation)
    {
        public static Group Of(Sample sample) => new(sample.Count, sample.Mean, sample.StandardDeviation);
    }

    private sealed record Report(
        ComparisonUnit Unit,
        double Effect,
        Ends? Interval,
        Ends? Bootstrap,
        double P,
        double HedgesG,
        double Probability,
        Ends? ProbabilityInterval,
        Group A,
        Group B
    )
    {
        public static Report Of(Comparison comparison) =>
            new(
                comparison.Unit,
                comparison.Effect.Value,
                Ends.Of(comparison.Interval),
                Ends.Of(comparison.Bootstrap),
                comparison.Effect.P,
                comparison.HedgesG,
                comparison.Probability,
                Ends.Of(comparison.ProbabilityInterval),
                Group.Of(comparison.A),
                Group.Of(comparison.B)
            );
    }
}
