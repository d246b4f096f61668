using System.CommandLine;
using System.Globalization;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Statistics;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine;
using NasTransfer.Engine.Benchmarks;
using NasTransfer.Study.Costs;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Cli.Verbs.Study;

/// <summary><c>nastransfer plan</c>: what a study would run and cost. Runs nothing.</summary>
internal static class PlanVerb
{
    private static readonly Setting<string?> CalibrationFile = Setting<string?>.Of(
        "--calibration",
        "A file that `nastransfer bench KIND --save F` made on the machine that is to run: hours are reckoned from it.",
        null
    );

    private static readonly Setting<string?> Assume = Setting<string?>.Of(
        "--assume",
        $"A device whose rate is assumed, for hours without a calibration: {string.Join(", ", Throughput.Devices)}.",
        null
    );

    private static readonly Setting<string?> Explain = Setting<string?>.Of(
        "--explain",
        "The beginning of a unit's key, or of its title: what it is, what it is for, how to run it alone.",
        null
    );

    public static Command Create(Terminal terminal)
    {
        var command = new Command("plan", "Shows what a study runs and costs, before anything runs.");
        StudyChoice.AddTo(command);
        StudyChoice.AddOnlyTo(command);
        command.Add(CalibrationFile);
        command.Add(Assume);
        command.Add(Explain);
        command.SetAction(parsed =>
        {
            StudyInput input = StudyChoice.Read(parsed);
            Profile profile = input.ReadProfile();
            StudyPlan plan = StudyChoice.Plan(parsed, profile);
            bool drawn = profile.DataSets.Values.All(set => set.Generated is not null);
            StudyImages? images = drawn || input.Data is not null ? input.Images(profile) : null;
            if (parsed.Get(Explain) is { } unit)
            {
                UnitExplanation.Write(input, plan, images, unit, parsed.GetValue(SharedOptions.Json), terminal);
                return App.Fine;
            }

            PlanValidator.Check(plan);
            IStudySizes sizes = images is null ? new PrintedSizes(profile) : new LoadedSizes(images);
            PlanForecast forecast = PlanForecast.Of(plan, sizes, Rate(parsed));
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(JsonOutput.Of(Json(profile, plan, forecast)));
            }
            else
            {
                Print(profile, forecast, terminal.Out);
            }

            return App.Fine;
        });
        return command;
    }

    private static Throughput? Rate(ParseResult parsed)
    {
        string? file = parsed.Get(CalibrationFile);
        string? device = parsed.Get(Assume);
        if (file is not null && device is not null)
        {
            throw new BadInputException(
                $"{CalibrationFile.Name} and {Assume.Name} exclude each other; give one of them."
            );
        }

        return file is not null ? Throughput.Of(Calibration.Load(file), file)
            : device is not null ? Throughput.Of(device)
            : null;
    }

    private static object Json(Profile profile, StudyPlan plan, PlanForecast forecast) =>
        new
        {
            profile = profile.Name,
            sizes = forecast.Sizes,
            rate = forecast.Rate is { } rate
                ? new
                {
                    rate.Name,
                    rate.Origin,
                    macsPerSecond = rate.MacsPerSecond.ToDictionary(
                        entry => Spelling.Of(entry.Key),
                        entry => entry.Value
                    ),
                }
                : null,
            rows = forecast.Rows,
            units = forecast.Units.Select(unit => new
            {
                unit.Title,
                unit.Phase,
                unit.Group,
                unit.Passes,
                unit.Macs,
                unit.Hours,
                unit.Ranks,
            }),
            needs = plan.Augments.Select(augment => new
            {
                title = augment.Run.Title,
                after = augment.Run.Search.Title,
                experiments = augment.Experiments,
            }),
            longestChain = forecast.LongestChain,
            longestChainHours = forecast.LongestChainHours,
            diskBytes = forecast.DiskBytes,
            detectable = Detectable(profile)
                .Select(claim => new
                {
                    claim.Id,
                    claim.N,
                    claim.Against,
                    standardDeviations = double.IsFinite(claim.Effect) ? claim.Effect : (double?)null,
                }),
        };

    private static void Print(Profile profile, PlanForecast forecast, TextWriter writer)
    {
        string device = forecast.Rate?.Name ?? "device";
        writer.WriteLine($"Profile {profile.Name}: {forecast.Count} units; sizes from {forecast.Sizes}.");
        var table = new TextTable(
            "phase",
            "method or target",
            "units",
            "images forward and backward",
            "PMAC",
            $"{device}-hours"
        );
        foreach (ForecastRow row in forecast.Rows)
        {
            table.Add(
                row.Phase,
                row.Group,
                Text($"{row.Units}"),
                Text($"{row.Passes:N0}"),
                Text($"{row.Macs / 1e15:0.####}"),
                Hours(row.Hours)
            );
        }

        table.Add(
            "all",
            "",
            Text($"{forecast.Count}"),
            Text($"{forecast.Units.Sum(unit => unit.Passes):N0}"),
            Text($"{forecast.Units.Sum(unit => unit.Macs) / 1e15:0.####}"),
            Hours(forecast.Rate is null ? null : forecast.Units.Sum(unit => unit.Hours))
        );
        table.Write(writer);
        writer.WriteLine();
        writer.WriteLine(
            forecast.Rate is { } rate
                ? $"Hours: {rate.Origin}."
                : $"No hours: give {CalibrationFile.Name} FILE (measured by `nastransfer bench`) or {Assume.Name} {string.Join('|', Throughput.Devices)}."
        );
        if (!forecast.LongestChain.IsEmpty)
        {
            string hours = forecast.LongestChainHours is { } some ? $": {Hours(some)} h" : "";
            writer.WriteLine($"Longest chain: {string.Join(", then ", forecast.LongestChain)}{hours}.");
        }

        writer.WriteLine(Text($"Disk: at most {forecast.DiskBytes / 1e9:0.##} GB, checkpoints included."));
        writer.WriteLine();
        Detectable(profile, writer);
        if (profile.EvidenceLevel == EvidenceLevel.L4)
        {
            PaperTimes.Write(forecast, writer);
        }
    }

    private static void Detectable(Profile profile, TextWriter writer)
    {
        writer.WriteLine("The smallest effect that each claim's n can detect (two-sided .05, 80 % power):");
        var table = new TextTable("claim", "n", "against", "standard deviations");
        foreach (var (id, n, against, effect) in Detectable(profile))
        {
            table.Add(id, Text($"{n}"), Text($"{against}"), double.IsFinite(effect) ? Text($"{effect:0.0}") : "none");
        }

        table.Write(writer);
    }

    private static IEnumerable<(string Id, int N, int Against, double Effect)> Detectable(Profile profile) =>
        from claim in ClaimCatalogue.All
        let experiments = ClaimNeeds.ExperimentsOf([claim.Id])
        where !experiments.IsEmpty
        let n = experiments.Min(experiment => profile.Counts[experiment.Count])
        let random = experiments
            .Where(experiment => experiment.Count is ArchitectureCount.Random or ArchitectureCount.Spread)
            .Select(experiment => profile.Counts[experiment.Count])
            .DefaultIfEmpty(n)
            .Max()
        select (claim.Id, n, random, Power.SmallestDetectableEffect(n, random));

    private static string Hours(double? hours) => hours is { } some ? Text($"{some:0.####}") : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
