using System.Collections.Immutable;
using System.CommandLine;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Engine.Runtime;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Cli.Options;

/// <summary>Which study: <c>--profile</c>, <c>--set</c>, <c>--data</c>, <c>--device</c>, <c>--only</c>.</summary>
internal static class StudyChoice
{
    private const string JsonExtension = ".json";

    public static readonly Setting<string> ProfileName = Setting<string>.Of(
        "--profile",
        "tiny, medium, full, or a file of yours.",
        "tiny"
    );

    public static readonly Option<string[]> Set = new("--set")
    {
        Description = "key=value, as augment:batchSize=32: overrides a key of the profile; may be given again.",
        HelpName = "key=value",
        DefaultValueFactory = _ => [],
    };

    public static readonly Setting<string?> Data = Setting<string?>.Of(
        "--data",
        "A folder with a folder for each image set; without it, images are drawn in the process.",
        null
    );

    public static readonly Setting<string?> Device = Setting<string?>.Of(
        "--device",
        "cpu or cuda; without it, the profile's.",
        null
    );

    public static readonly Setting<string?> Only = Setting<string?>.Of(
        "--only",
        "Claims such as C01,C07: nothing but what they need.",
        null
    );

    public static void AddTo(Command command)
    {
        command.Add(ProfileName);
        command.Add(Set);
        command.Add(Data);
        command.Add(Device);
        command.Add(Only);
    }

    /// <summary>The profile with its overrides, on the device that was asked for.</summary>
    /// <exception cref="Engine.BadInputException">There is none, it is wrong, or it wants another device.</exception>
    public static Profile Profile(ParseResult parsed)
    {
        string name = parsed.Get(ProfileName);
        string path = name.EndsWith(JsonExtension, StringComparison.OrdinalIgnoreCase)
            ? name
            : ProfileFile.Find(AppContext.BaseDirectory, name);
        return ProfileFile.Load(path, parsed.GetValue(Set));
    }

    /// <summary>The same, checked against the device that runs it.</summary>
    public static Profile ProfileToRun(ParseResult parsed)
    {
        Profile profile = Profile(parsed);
        string device = parsed.Get(Device) ?? profile.Device;
        PlanValidator.CheckDevice(profile, device);
        return profile with { Device = device };
    }

    /// <summary>The runs that were asked for.</summary>
    /// <exception cref="Engine.BadInputException">A claim does not exist.</exception>
    public static StudyPlan Plan(ParseResult parsed, Profile profile)
    {
        PaperExperiments paper = PaperExperiments.Paper;
        ImmutableArray<Experiment> experiments = parsed.Get(Only) is { } claims
            ? ClaimNeeds.ExperimentsOf(claims.Split(',', StringSplitOptions.TrimEntries))
            : paper.All;
        return StudyPlan.Of(profile, paper, experiments);
    }

    public static StudyImages Images(ParseResult parsed, Profile profile) =>
        new(profile, parsed.Get(Data) is { } folder ? new FolderDataSource(folder) : new GeneratedDataSource());

    /// <summary>libtorch as the profile wants it.</summary>
    public static RuntimeEnvironment Start(Profile profile) =>
        TorchRuntime.Start(new RuntimeOptions { Device = profile.Device, InstructionSet = profile.InstructionSet });
}
