using NasTransfer.Claims.Catalogue;
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
    public static void Write(
        StudyInput input,
        StudyPlan plan,
        StudyImages? images,
        string name,
        bool json,
        Terminal terminal
    )
    {
        UnitPlan units = UnitPlan.Of(
            plan,
            images
                ?? throw new BadInputException(
                    $"A unit's key holds the content of its images, and the profile {plan.Profile.Name} draws none; give their folder with {StudyInput.DataOption}."
                )
        );
        UnitTask task = UnitFinder.Find(units, name);
        string[] experiments = ExperimentsOf(plan, task);
        string[] claims =
        [
            .. ClaimCatalogue
                .All.Where(claim =>
                    ClaimNeeds.ExperimentsOf([claim.Id]).Any(experiment => experiments.Contains(experiment.Name))
                )
                .Select(claim => claim.Id),
        ];
        string data = input.Data is { } folder ? $" {StudyInput.DataOption} {folder}" : "";
        string command =
            $"nastransfer run {StudyInput.ProfileOption} {input.Profile}{data} --store DIR --unit \"{task.Title}\"";
        if (json)
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
                ? $"Key: {task.Search.Key}"
                : $"Waits for: {task.Search.Title}, key {task.Search.Key}; its own key holds the genotype that this finds."
        );
        terminal.Out.WriteLine($"Alone: {command}");
        terminal.Out.WriteLine(CanonicalJson.Pretty(task.Augment is null ? task.Search : task.Augment));
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
