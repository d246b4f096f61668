using System.Collections;
using System.Collections.Immutable;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Study.Tests;

/// <summary>Two experiments at the size of <see cref="ProfileText"/>: DARTS from two sources to one target, and random sampling.</summary>
internal static class SmallStudy
{
    public static Experiment Transfer { get; } =
        new()
        {
            Name = "transfer",
            Place = "a test",
            Count = ArchitectureCount.Searches,
            Methods = ["DARTS"],
            Sources = ["CIFAR10", "CIFAR100"],
            Targets = ["ImageNet1K"],
        };

    public static Experiment Random { get; } =
        new()
        {
            Name = "random",
            Place = "a test",
            Count = ArchitectureCount.Random,
            Methods = ["RandomSampling"],
            Sources = [],
            Targets = ["ImageNet1K"],
        };

    public static PaperExperiments Experiments { get; } =
        new(2, 101, ImmutableSortedDictionary<ArchitectureCount, int>.Empty, [Transfer, Random]);

    public static Profile Profile(string old = "", string replacement = "", params string[] overrides) =>
        ProfileFile.Load(ProfileText.File(old, replacement), overrides, new Hashtable());

    public static StudyPlan Plan(Profile? profile = null, params Experiment[] experiments) =>
        StudyPlan.Of(profile ?? Profile(), Experiments, experiments.Length > 0 ? experiments : Experiments.All);

    public static UnitPlan Units(StudyPlan? plan = null)
    {
        StudyPlan study = plan ?? Plan();
        return UnitPlan.Of(study, new StudyImages(study.Profile, new GeneratedDataSource()));
    }
}
