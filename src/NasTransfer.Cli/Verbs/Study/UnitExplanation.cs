using System.CommandLine;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Cli.Options;
using NasTransfer.Engine;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Units;

namespace NasTransfer.Cli.Verbs.Study;

/// <summary>What one unit of a plan is, what it is for and how to run it alone.</summary>
internal static class UnitExplanation
{
    /// <exception cref="BadInputException">The images are not there, or no unit or several have such a name.</exception>
    public static void Write(ParseResult parsed, StudyPlan plan, StudyImages? images, string name, Terminal terminal)
    {
        UnitPlan units = UnitPlan.Of(
            plan,
            images
                ?? throw new BadInputException(
                    $"A unit's key holds the content of its images, and the profile {plan.Profile.Name} draws none; give their folder with {StudyChoice.Data.Name}."
                )
        );
        UnitTask task = Find(units, name);
        string[] experiments = ExperimentsOf(plan, task);
        string[] claims =
        [
            .. ClaimCatalogue
                .All.Where(claim =>
                    ClaimNeeds.ExperimentsOf([claim.Id]).Any(experiment => experiments.Contains(experiment.Name))
                )
                .Select(claim => claim.Id),
        ];
        string store = "--store DIR";
        string command =
            $"nastransfer run --profile {plan.Profile.Name}{Data(parsed)} {store} --unit {task.Search.Key[..12]}";
        if (parsed.GetValue(SharedOptions.Json))
        {
            terminal.Out.WriteLine(
                CanonicalJson.Pretty(
                    new
                    {
                        task.Title,
                        searchKey = task.Search.Key,
                        task.Search,
                        task.Augment,
                        experiments,
                        claims,
                    }
                )
            );
            return;
        }

        terminal.Out.WriteLine(task.Title);
        terminal.Out.WriteLine($"For: {string.Join("; ", experiments)} ({string.Join(", ", claims)})");
        terminal.Out.WriteLine(
            task.Augment is null
                ? $"Key: {task.Search.Key}\nAlone: {command}"
                : $"Waits for: {task.Search.Title}, key {task.Search.Key}; its own key holds the genotype that this finds."
        );
        terminal.Out.WriteLine(CanonicalJson.Pretty(task.Augment is null ? task.Search : task.Augment));
    }

    private static string Data(ParseResult parsed) =>
        parsed.Get(StudyChoice.Data) is { } folder ? $" {StudyChoice.Data.Name} {folder}" : "";

    private static UnitTask Find(UnitPlan units, string name)
    {
        UnitTask[] found =
        [
            .. units.Tasks.Where(task =>
                task.Augment is null && task.Search.Key.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                || task.Title.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            ),
        ];
        // A search's title begins those of the trainings after it.
        UnitTask? exact =
            found.FirstOrDefault(task => task.Augment is null && found.Length > 1) ?? found.FirstOrDefault();
        return exact
            ?? throw new BadInputException(
                $"No unit of this plan has a key or a title that begins with '{name}'; `nastransfer plan --json` lists them."
            );
    }

    private static string[] ExperimentsOf(StudyPlan plan, UnitTask task) =>
        [
            .. plan
                .Augments.Where(augment =>
                    task.Augment is null ? task.Title == augment.Run.Search.Title : task.Title == augment.Run.Title
                )
                .SelectMany(augment => augment.Experiments)
                .Distinct(),
        ];
}
