using System.CommandLine;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Cli.Options;

/// <summary>Which study: <c>--profile</c>, <c>--set</c>, <c>--data</c>, <c>--device</c>.</summary>
internal static class StudyChoice
{
    private const string DefaultProfile = "tiny";

    private static readonly Setting<string> ProfileName = Setting<string>.Of(
        StudyInput.ProfileOption,
        "tiny, medium or full, or a file of your own.",
        DefaultProfile
    );

    private static readonly Option<string[]> Overrides = new(StudyInput.SetOption)
    {
        Description =
            "key=value: another value of a key of the profile, for example augment:batchSize=32. May be repeated.",
        DefaultValueFactory = _ => [],
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private static readonly Setting<string?> Data = Setting<string?>.Of(
        StudyInput.DataOption,
        "A folder of real images, a folder in it for each data set; without it, images are drawn in the process.",
        null
    );

    private static readonly Setting<string?> Device = Setting<string?>.Of(
        StudyInput.DeviceOption,
        "cpu or cuda; unless said, the profile's.",
        null
    );

    private static readonly Setting<string?> Only = Setting<string?>.Of(
        "--only",
        "Claims, such as C01,C07: nothing but what they need.",
        null
    );

    public static void AddTo(Command command)
    {
        command.Add(ProfileName);
        command.Add(Overrides);
        command.Add(Data);
        command.Add(Device);
    }

    /// <summary>For verbs that lay a study out.</summary>
    public static void AddOnlyTo(Command command) => command.Add(Only);

    /// <summary>The runs that were asked for.</summary>
    /// <exception cref="Engine.BadInputException">A claim does not exist.</exception>
    public static StudyPlan Plan(ParseResult parsed, Profile profile) =>
        StudyPlan.Of(
            profile,
            PaperExperiments.Paper,
            parsed.Get(Only) is { } claims
                ? ClaimNeeds.ExperimentsOf(claims.Split(',', StringSplitOptions.TrimEntries))
                : PaperExperiments.Paper.All
        );

    public static StudyInput Read(ParseResult parsed) =>
        new()
        {
            Profile = parsed.Get(ProfileName),
            Overrides = [.. parsed.GetValue(Overrides)!],
            Data = parsed.Get(Data),
            Device = parsed.Get(Device),
        };
}
