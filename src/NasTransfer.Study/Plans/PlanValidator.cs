using System.Collections.Immutable;
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
    /// <summary>Least n of a mean that gets an interval.</summary>
    private const int LeastRuns = 2;

    // Every cell of the search space concatenates its four nodes.
    private const int ConcatenatedNodes = 4;

    /// <exception cref="BadInputException">The profile does not size the claim.</exception>
    public static ClaimProfile ClaimOf(Profile profile, string claimId) =>
        profile.Claims.TryGetValue(claimId, out ClaimProfile? claim)
            ? claim
            : throw new BadInputException(
                $"The profile {profile.Name} has no sizes for {claimId}; it has them for {string.Join(", ", profile.Claims.Keys)}."
            );

    /// <summary>What can be said from the profile alone.</summary>
    /// <exception cref="BadInputException">A rule is broken.</exception>
    public static void Check(Profile profile, string claimId, ClaimProfile claim)
    {
        string where = $"claims:{claimId}";
        RequireUnique(claim.SearchSeeds, $"{where}:searchSeeds", "seed");
        RequireUnique(claim.RandomSeeds, $"{where}:randomSeeds", "seed");
        RequireUnique(claim.AugmentSeeds, $"{where}:augmentSeeds", "seed");
        RequireUnique(claim.Sources, $"{where}:sources", "data set");
        RequireUnique(claim.Targets, $"{where}:targets", "data set");
        RequireUnique(claim.Methods, $"{where}:methods", "method");
        RequireRuns(claim.SearchSeeds.Length, $"{where}:searchSeeds");
        RequireRuns(claim.RandomSeeds.Length, $"{where}:randomSeeds");

        foreach (string method in claim.Methods.Except(MethodCatalogue.WithSettings))
        {
            throw new BadInputException(
                $"{where}:methods names '{method}'; it must be one of {string.Join(", ", MethodCatalogue.WithSettings)} (random sampling always runs)."
            );
        }

        foreach (string role in claim.Sources.Union(claim.Targets))
        {
            if (!profile.DataSets.TryGetValue(role, out DataSetProfile? dataSet))
            {
                throw new BadInputException(
                    $"{where} names the data set '{role}'; the profile has {string.Join(", ", profile.DataSets.Keys)}."
                );
            }

            CheckSizes(profile, dataSet, claim);
        }

        profile.Augment.Validate();
    }

    /// <summary>What needs the images.</summary>
    /// <exception cref="BadInputException">A rule is broken.</exception>
    public static void Check(Profile profile, ImmutableSortedDictionary<string, StudyDataSet> sets)
    {
        foreach (StudyDataSet set in sets.Values)
        {
            HashSet<string> reported = [.. Enumerable.Range(0, set.Test.Count).Select(i => Digest(set.Test.Pixels(i)))];
            int shared = Enumerable
                .Range(0, set.Train.Count)
                .Count(i => reported.Contains(Digest(set.Train.Pixels(i))));
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

    private static void CheckSizes(Profile profile, DataSetProfile dataSet, ClaimProfile claim)
    {
        NetworkOptions augment = StudyPlan.NetworkOf(profile, dataSet, dataSet.Classes ?? LeastRuns);
        CheckSize(augment, dataSet);
        if (claim.Sources.Contains(dataSet.Role))
        {
            foreach (string method in claim.Methods)
            {
                var (channels, cells) = MethodCatalogue.SizeOf(profile.Methods[method]);
                CheckSize(augment with { Channels = channels, Cells = cells }, dataSet);
            }
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

    private static string Digest(ReadOnlySpan<byte> pixels) =>
        Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(pixels));

    private static void RequireUnique<T>(ImmutableArray<T> values, string where, string what)
    {
        if (values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new BadInputException(
                $"{where} holds the {what} {repeated.Key} {repeated.Count()} times; each must be there once."
            );
        }
    }

    private static void RequireRuns(int count, string where)
    {
        if (count < LeastRuns)
        {
            throw new BadInputException(
                $"{where} has {count} entry; at least {LeastRuns} are needed, because one run has no spread."
            );
        }
    }
}
