using System.Collections.Immutable;
using NasTransfer.Engine;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Runtime.Collectives;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution.Workers;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Cli;

/// <summary>What a study is made from. Its workers are given the same, and come to the same images and numbers.</summary>
public sealed record StudyInput
{
    /// <summary>The verb that turns this program into a worker.</summary>
    internal const string WorkerVerb = "worker";

    /// <summary>The verb that turns this program into the inside of a job of a cluster.</summary>
    internal const string JobVerb = "job";
    internal const string ProfileOption = "--profile";
    internal const string SetOption = "--set";
    internal const string DataOption = "--data";
    internal const string DeviceOption = "--device";

    private const string ProfileExtension = ".json";

    /// <summary>A JSON file, or the name of one that came with the program.</summary>
    public required string Profile { get; init; }

    /// <summary>Keys of the profile that have another value, as key=value. Those of the environment count as well.</summary>
    public ImmutableArray<string> Overrides { get; init; } = [];

    /// <summary>A folder of real images; null for generated ones.</summary>
    public string? Data { get; init; }

    /// <summary>cpu or cuda; null for the profile's.</summary>
    public string? Device { get; init; }

    private bool IsFile => Profile.EndsWith(ProfileExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>This program as a worker of the study.</summary>
    public WorkerProgram WorkerProgram() => Program(WorkerVerb, Overrides);

    /// <summary>This program as a job, on a machine that may not inherit the environment.</summary>
    public WorkerProgram JobProgram() => Program(JobVerb, [.. ProfileFile.OverridesOf(), .. Overrides]);

    private WorkerProgram Program(string verb, ImmutableArray<string> overrides) =>
        new(
            typeof(StudyInput).Assembly.Location,
            [
                verb,
                ProfileOption,
                IsFile ? Path.GetFullPath(Profile) : Profile,
                .. overrides.SelectMany(pair => (string[])[SetOption, pair]),
                .. Data is null ? [] : (string[])[DataOption, Path.GetFullPath(Data)],
                .. Device is null ? [] : (string[])[DeviceOption, Device],
            ]
        );

    /// <summary>The profile as it is, whatever device there is.</summary>
    /// <exception cref="BadInputException">The profile is not there or is wrong.</exception>
    internal Profile ReadProfile() =>
        ProfileFile.Load(IsFile ? Profile : ProfileFile.Find(AppContext.BaseDirectory, Profile), Overrides);

    /// <summary>The profile on the device that is to run it.</summary>
    /// <exception cref="BadInputException">The profile is not there or is wrong, or the device is not its own.</exception>
    public Profile LoadProfile()
    {
        Profile profile = ReadProfile();
        string device = Device ?? profile.Device;
        PlanValidator.CheckDevice(profile, device);
        return profile with { Device = device };
    }

    public StudyImages Images(Profile profile) =>
        new(profile, Data is null ? new GeneratedDataSource() : new FolderDataSource(Data));

    /// <exception cref="BadInputException">The device is not there.</exception>
    public static RuntimeEnvironment StartRuntime(Profile profile) => StartRuntime(profile, Launch.Alone);

    /// <summary>The same in one of several ranks.</summary>
    /// <exception cref="BadInputException">The device is not there.</exception>
    internal static RuntimeEnvironment StartRuntime(Profile profile, Launch launch) =>
        TorchRuntime.Start(
            new RuntimeOptions
            {
                Device = profile.Device,
                InstructionSet = profile.InstructionSet,
                Launch = launch,
            }
        );
}
