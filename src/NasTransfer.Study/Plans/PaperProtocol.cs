using System.Collections.Immutable;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Proxies;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Plans;

/// <summary>The paper's training protocol, and how a plan departs from it.</summary>
public static class PaperProtocol
{
    public const int Channels = 36;

    /// <summary>Augment epochs by data set (Training and Evaluation Protocol).</summary>
    public static readonly ImmutableSortedDictionary<string, int> Epochs = new Dictionary<string, int>
    {
        ["MIT67"] = 600,
        ["FLOWERS102"] = 600,
        ["CIFAR10"] = 600,
        ["CIFAR100"] = 600,
        ["ImageNet1K"] = 120,
        ["ImageNet22K"] = 60,
    }.ToImmutableSortedDictionary();

    /// <summary>Training pixels by data set: 224 for all but the CIFAR sets.</summary>
    public static int SizeOf(string role) => role.StartsWith("CIFAR", StringComparison.Ordinal) ? 32 : 224;

    private static readonly ImmutableArray<string> SizeOptions = ["channels", "cells"];

    /// <summary>Every departure of what a plan really runs.</summary>
    /// <param name="plan">All of a study, or what one claim needs of it.</param>
    public static ImmutableArray<Deviation> Deviations(StudyPlan plan, StudyImages images)
    {
        Profile profile = plan.Profile;
        var found = ImmutableArray.CreateBuilder<Deviation>();
        void Add(bool differs, string what, object paper, object here, string bias)
        {
            if (differs)
            {
                found.Add(
                    new Deviation(
                        what,
                        FormattableString.Invariant($"{paper}"),
                        FormattableString.Invariant($"{here}"),
                        bias
                    )
                );
            }
        }

        foreach (string role in plan.Sets)
        {
            Images(profile, images.Set(role), Add);
        }

        int[] depths = [.. plan.Augments.Select(augment => augment.Run.Cells).Distinct().Order()];
        Add(
            profile.Network.Channels != Channels || depths.Any(cells => profile.Cells[cells] != cells),
            "augment network",
            $"{Channels} channels, {string.Join(", ", depths)} cells",
            $"{profile.Network.Channels} channels, {string.Join(", ", depths.Select(cells => profile.Cells[cells]))} cells",
            "fewer cells and channels compress differences between genotypes: RI moves towards 0"
        );
        string[] targets = [.. plan.Augments.Select(augment => augment.Run.Target).Distinct()];
        foreach (string role in targets)
        {
            int epochs = profile.DataSets[role].Augment.Epochs;
            Add(
                epochs != Epochs[role],
                $"augment epochs on {role}",
                Epochs[role],
                $"{epochs}, annealed to 0 within them",
                "short training favours genotypes that learn fast (skip connections, pools)"
            );
        }

        Add(
            targets.Any(role => !Changed(new AugmentOptions(), profile.DataSets[role].Augment, IsTrick).IsEmpty),
            "training tricks",
            "none",
            "some are on",
            "raises all accuracies, larger networks' more"
        );
        foreach (IGrouping<string, string> alike in targets.GroupBy(role => Steps(profile.DataSets[role].Augment)))
        {
            Add(
                alike.Key.Length > 0,
                $"training on {string.Join(", ", alike)}",
                Steps(new AugmentOptions(), profile.DataSets[alike.First()].Augment),
                alike.Key,
                "other steps: genotypes that suit them gain, in an unknown direction"
            );
        }

        foreach (string method in plan.Searches.Where(search => !search.IsRandom).Select(s => s.Method).Distinct())
        {
            Search(method, profile.Methods[method], Add);
        }

        foreach (ArchitectureCount count in plan.Experiments.Select(experiment => experiment.Count).Distinct())
        {
            int paper = PaperExperiments.Paper.Counts[count];
            int here = profile.Counts[count];
            Add(
                paper != here,
                Words(count),
                paper,
                here,
                here < paper ? "wider intervals: more stays undecided" : "narrower intervals"
            );
        }

        foreach (string source in plan.Searches.Select(search => search.Source).OfType<string>().Distinct())
        {
            ProxyDefinition paper = ProxyCatalogue.Find(source);
            ProxyDefinition here = profile.ProxyOf(source);
            Add(
                paper != here,
                $"size of {source}",
                Size(paper),
                Size(here),
                "a smaller proxy: the search sees less variety"
            );
        }

        return found.ToImmutable();
    }

    private static string Words(ArchitectureCount count) =>
        count switch
        {
            ArchitectureCount.Searches => "searches of a method and source",
            ArchitectureCount.Random => "random architectures",
            ArchitectureCount.Spread => "random architectures of Fig. 4",
            _ => "architectures a row of the ablations",
        };

    private static string Size(ProxyDefinition proxy) =>
        FormattableString.Invariant(
            $"{(proxy.Classes is { } classes ? $"{classes} classes" : "all classes")}, {100 * proxy.Fraction:0.##} % of their images"
        );

    private static void Images(Profile profile, StudyDataSet set, Action<bool, string, object, object, string> add)
    {
        int size = SizeOf(set.Role);
        add(
            set.IsGenerated,
            set.Role,
            "the real set",
            "images drawn in the process",
            "generated classes are simpler: accuracies and RI say nothing about photographs"
        );
        add(
            set.StandIn is not null,
            set.Role,
            "the real set",
            set.StandIn ?? "",
            "another set's classes and images: RI may differ in size and sign"
        );
        add(
            profile.DataSets[set.Role].Size != size,
            $"image size of {set.Role}",
            $"{size} px",
            $"{profile.DataSets[set.Role].Size} px",
            "less detail: differences in receptive field count less"
        );
        bool cut = profile.DataSets[set.Role] is { Classes: not null } or { ImagesPerClass: not null };
        add(
            cut && !set.IsGenerated,
            $"images of {set.Role}",
            "all",
            $"{set.Train.Count} training images, {set.Classes} classes",
            "smaller sets overfit sooner: spread between runs grows"
        );
    }

    /// <summary>Every option of a search that is not its published value, in two groups: size, and budget and rules.</summary>
    private static void Search(string method, ISearchOptions options, Action<bool, string, object, object, string> add)
    {
        ISearchOptions paper = MethodCatalogue.Original(method);
        var (channels, cells) = MethodCatalogue.SizeOf(options);
        var (paperChannels, paperCells) = MethodCatalogue.SizeOf(paper);
        add(
            channels != paperChannels || cells != paperCells,
            $"{method} search network",
            $"{paperChannels} channels, {paperCells} cells",
            $"{channels} channels, {cells} cells",
            "the search judges cells in a smaller network than the one that is trained"
        );
        ImmutableArray<OptionDescription> changed = Changed(
            paper,
            options,
            option => option.Type != typeof(Stem) && !SizeOptions.Contains(option.Name)
        );
        add(
            !changed.IsEmpty,
            $"{method} search",
            Values(paper, changed),
            Values(options, changed),
            "a short search stays nearer to its random start: RI moves towards 0"
        );
    }

    private static bool IsTrick(OptionDescription option) =>
        option.Property
            is nameof(AugmentOptions.AuxiliaryWeight)
                or nameof(AugmentOptions.CutoutLength)
                or nameof(AugmentOptions.DropPathProbability)
                or nameof(AugmentOptions.LabelSmoothing);

    // What is no trick, and has no row of its own.
    private static bool IsAboutSteps(OptionDescription option) =>
        !IsTrick(option) && option.Property != nameof(AugmentOptions.Epochs);

    /// <summary>What of a training's options is not the paper's; empty where all is.</summary>
    private static string Steps(AugmentOptions here) => Steps(here, here);

    private static string Steps(AugmentOptions shown, AugmentOptions here) =>
        Values(shown, Changed(new AugmentOptions(), here, IsAboutSteps));

    private static ImmutableArray<OptionDescription> Changed(
        IOptions paper,
        IOptions here,
        Func<OptionDescription, bool> counts
    ) =>
        [
            .. OptionList
                .Of(here.GetType())
                .Where(counts)
                .Where(option => !Equals(option.ValueOf(here), option.ValueOf(paper))),
        ];

    private static string Values(IOptions shown, ImmutableArray<OptionDescription> options) =>
        string.Join(
            ", ",
            options.Select(option => FormattableString.Invariant($"{option.Name} {option.ValueOf(shown) ?? "off"}"))
        );
}
