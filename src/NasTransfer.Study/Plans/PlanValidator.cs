using NasTransfer.Engine;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Plans;

/// <summary>Refuses bad science before anything runs.</summary>
public static class PlanValidator
{
    // Every cell of the search space concatenates its four nodes.
    private const int ConcatenatedNodes = 4;

    /// <exception cref="BadInputException">The profile does not have the set.</exception>
    public static DataSetProfile DataSetOf(Profile profile, string role) =>
        profile.DataSets.TryGetValue(role, out DataSetProfile? set)
            ? set
            : throw new BadInputException(
                $"The profile {profile.Name} has no sizes for {role}; it has them for {string.Join(", ", profile.DataSets.Keys)}."
            );

    /// <summary>What can be said before any image is looked at; all that is wrong is named.</summary>
    /// <exception cref="BadInputException">A rule is broken.</exception>
    public static void Check(StudyPlan plan)
    {
        List<string> errors = [];
        foreach (PlannedAugment run in plan.Augments.Select(augment => augment.Run))
        {
            DataSetProfile target = DataSetOf(plan.Profile, run.Target);
            Collect(errors, () => CheckSize(UnitPlan.NetworkOf(plan.Profile, run, classes: 2), target));
            Collect(errors, UnitPlan.OptionsOf(plan.Profile, run).Validate);
        }

        foreach (PlannedSearch search in plan.Searches.Where(search => search.Source is not null))
        {
            DataSetProfile source = DataSetOf(plan.Profile, StudyPlan.SetOf(search.Source!));
            var (channels, cells) = MethodCatalogue.SizeOf(plan.Profile.Methods[search.Method]);
            NetworkOptions network = new()
            {
                Channels = channels,
                Cells = cells,
                Classes = 2,
                Stem = source.Stem,
            };
            Collect(errors, () => CheckSize(network, source));
        }

        if (errors.Count > 0)
        {
            throw new BadInputException(
                $"The profile {plan.Profile.Name} is wrong: {string.Join(" ", errors.Distinct())}"
            );
        }
    }

    /// <summary>What needs the images.</summary>
    /// <exception cref="BadInputException">A rule is broken.</exception>
    public static void Check(Profile profile, StudyDataSet set)
    {
        HashSet<string> reported = [.. Enumerable.Range(0, set.Test.Count).Select(set.Test.Digest)];
        int shared = Enumerable.Range(0, set.Train.Count).Count(i => reported.Contains(set.Train.Digest(i)));
        if (shared > SharedAllowed(set))
        {
            throw new BadInputException(
                $"{shared} training images of {set.Role} are among its reported images, byte for byte; remove them from one of the two splits."
            );
        }

        if (profile.DataSets[set.Role].SearchImages > set.Train.Count)
        {
            throw new BadInputException(
                $"dataSets:{set.Role}:searchImages is {profile.DataSets[set.Role].SearchImages}; the set has {set.Train.Count} training images."
            );
        }
    }

    /// <summary>A profile that is sized for a GPU does not run on a processor by accident.</summary>
    /// <param name="device">What the command asked for.</param>
    /// <exception cref="BadInputException">The profile wants another device.</exception>
    public static void CheckDevice(Profile profile, string device)
    {
        if (profile.Device == "cuda" && device == "cpu")
        {
            throw new BadInputException(
                $"The profile {profile.Name} is sized for CUDA; run it with --device=cuda on a machine that has a GPU, or choose another profile."
            );
        }
    }

    private static void Collect(List<string> errors, Action check)
    {
        try
        {
            check();
        }
        catch (BadInputException wrong)
        {
            errors.Add(wrong.Message);
        }
    }

    private static void CheckSize(NetworkOptions network, DataSetProfile dataSet)
    {
        try
        {
            MacroPlan.Of(network, ConcatenatedNodes, ConcatenatedNodes).ValidateImageSize(dataSet.Size);
        }
        catch (BadInputException wrong)
        {
            throw new BadInputException($"dataSets:{dataSet.Role}: {wrong.Message}", wrong);
        }
    }

    // Real sets hold a few images twice; a leak is more than that.
    private static int SharedAllowed(StudyDataSet set) => set.Test.Count / 200;
}
