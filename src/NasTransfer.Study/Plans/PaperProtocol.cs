using System.Collections.Immutable;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;
using NasTransfer.Engine.Search;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Plans;

/// <summary>The paper's training protocol, and how a plan departs from it.</summary>
public static class PaperProtocol
{
    public const int Channels = 36;
    public const int Cells = 20;
    public const int Searches = 5;
    public const int RandomArchitectures = 5;
    public const ulong AugmentSeed = 2;

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

    private static readonly ImmutableArray<string> PaperMethods = ["NSGANet", "ENAS", "DARTS", "NAO"];

    private static readonly ImmutableArray<string> SizeOptions = ["channels", "cells"];

    /// <summary>Every departure, computed from what the plan will really run.</summary>
    public static ImmutableArray<Deviation> Deviations(StudyPlan plan, string claimId)
    {
        Profile profile = plan.Profile;
        ClaimProfile claim = profile.Claims[claimId];
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

        foreach (StudyDataSet set in plan.DataSets.Values)
        {
            Images(profile, set, Add);
        }

        Add(
            profile.Network.Channels != Channels || profile.Network.Cells != Cells,
            "augment network",
            $"{Channels} channels, {Cells} cells",
            $"{profile.Network.Channels} channels, {profile.Network.Cells} cells",
            "fewer cells and channels compress differences between genotypes: RI moves towards 0"
        );
        foreach (string role in claim.Targets)
        {
            int epochs = profile.DataSets[role].AugmentEpochs;
            Add(
                Epochs.TryGetValue(role, out int paper) && epochs != paper,
                $"augment epochs on {role}",
                paper,
                $"{epochs}, annealed to 0 within them",
                "short training favours genotypes that learn fast (skip connections, pools)"
            );
        }

        Add(
            profile.Augment.AuxiliaryWeight > 0
                || profile.Augment.CutoutLength > 0
                || profile.Augment.DropPathProbability > 0
                || profile.Augment.LabelSmoothing > 0,
            "training tricks",
            "none",
            "some are on",
            "raises all accuracies, larger networks' more"
        );
        foreach (string method in claim.Methods)
        {
            Search(method, profile.Methods[method], Add);
        }

        string[] missing = [.. PaperMethods.Except(claim.Methods)];
        Add(
            missing.Length > 0,
            "methods",
            string.Join(", ", PaperMethods),
            string.Join(", ", claim.Methods),
            $"nothing is said about {string.Join(", ", missing)}"
        );
        Add(
            claim.SearchSeeds.Length != Searches || claim.RandomSeeds.Length != RandomArchitectures,
            "n",
            $"{Searches} searches, {RandomArchitectures} random architectures",
            $"{claim.SearchSeeds.Length} searches, {claim.RandomSeeds.Length} random architectures",
            claim.SearchSeeds.Length < Searches ? "wider intervals: more undecided cells" : "narrower intervals"
        );
        Add(
            !claim.AugmentSeeds.SequenceEqual([AugmentSeed]),
            "augment seed",
            AugmentSeed,
            string.Join(", ", claim.AugmentSeeds),
            "none expected; several seeds are averaged, which takes noise away"
        );
        return found.ToImmutable();
    }

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
        OptionDescription[] changed =
        [
            .. OptionList
                .Of(options.GetType())
                .Where(option => option.Type != typeof(Stem) && !SizeOptions.Contains(option.Name))
                .Where(option => !Equals(option.ValueOf(options), option.ValueOf(paper))),
        ];
        add(
            changed.Length > 0,
            $"{method} search",
            Text(paper),
            Text(options),
            "a short search stays nearer to its random start: RI moves towards 0"
        );

        string Text(ISearchOptions shown) =>
            string.Join(
                ", ",
                changed.Select(option => FormattableString.Invariant($"{option.Name} {option.ValueOf(shown) ?? "off"}"))
            );
    }
}
