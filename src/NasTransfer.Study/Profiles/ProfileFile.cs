using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using NasTransfer.Engine;
using NasTransfer.Engine.Data.Generated;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Proxies;
using NasTransfer.Study.Settings;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Profiles;

/// <summary>Reads profiles: a JSON file, over it the environment, over that key=value pairs.</summary>
public static class ProfileFile
{
    /// <summary>NASTRANSFER_augment__learningRate=0.05 overrides augment:learningRate.</summary>
    public const string EnvironmentPrefix = "NASTRANSFER_";

    /// <summary>Variables with our prefix that are about the command, not about the profile.</summary>
    private static readonly ImmutableArray<string> CommandVariables =
    [
        "PROFILE",
        "DATA",
        "RESULTS",
        "DEVICE",
        "CALLED_FROM",
        "MPI_LIBRARY",
        "NCCL_LIBRARY",
        "EXECUTOR",
    ];

    // DARTS (Liu, Simonyan and Yang, 2019), CIFAR-10; cutout is 16 of 32 px.
    private const double DartsDropPath = 0.2;
    private const double DartsAuxiliaryWeight = 0.4;
    private const double DartsCutoutShare = 0.5;

    private const string AugmentSection = "augment";

    private static readonly IDictionary NoEnvironment = ImmutableDictionary<string, string>.Empty;

    /// <summary>build/profiles/NAME.json below the repository's root, or below the folder of the program.</summary>
    /// <exception cref="BadInputException">There is no such profile.</exception>
    public static string Find(string root, string name)
    {
        string folder = Path.Combine(root, "build", "profiles");
        string path = Path.Combine(folder, $"{name}.json");
        if (File.Exists(path))
        {
            return path;
        }

        throw new BadInputException(
            $"There is no profile '{name}'; it must be one of {string.Join(", ", Names(root))}."
        );
    }

    /// <summary>The profiles that <see cref="Find"/> finds, in the order of their names.</summary>
    /// <param name="root">As of <see cref="Find"/>.</param>
    public static ImmutableArray<string> Names(string root)
    {
        string folder = Path.Combine(root, "build", "profiles");
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order()]
            : [];
    }

    /// <summary>A profile as it came with the program, without overrides.</summary>
    /// <exception cref="BadInputException">There is no such profile.</exception>
    public static Profile Shipped(string name) => Load(Find(AppContext.BaseDirectory, name), [], NoEnvironment);

    /// <param name="path">The JSON file.</param>
    /// <param name="overrides">key=value, with : between the levels of a key.</param>
    /// <param name="environment">Environment variables; null for those of the process.</param>
    /// <exception cref="BadInputException">The file cannot be read, or a key or value is wrong; all of them are named.</exception>
    public static Profile Load(string path, IEnumerable<string>? overrides = null, IDictionary? environment = null)
    {
        ImmutableSortedDictionary<string, string?> fromEnvironment = FromEnvironment(
            environment ?? Environment.GetEnvironmentVariables()
        );
        ImmutableSortedDictionary<string, string?> fromCommand = FromCommand(overrides ?? []);
        IConfigurationRoot root;
        try
        {
            root = new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath(path), optional: false, reloadOnChange: false)
                .AddInMemoryCollection(fromEnvironment)
                .AddInMemoryCollection(fromCommand)
                .Build();
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            string why = (failure.InnerException ?? failure).Message;
            throw new BadInputException($"The profile {path} cannot be read: {why}", failure);
        }

        List<string> errors = [];
        Profile profile = Read(SettingsSection.Root(root, errors), errors) with
        {
            Overrides =
            [
                .. fromEnvironment.Keys.Union(fromCommand.Keys).Where(IsAboutResults).Order(StringComparer.Ordinal),
            ],
        };
        return errors.Count == 0
            ? profile
            : throw new BadInputException(
                $"The profile {Path.GetFileName(path)} is wrong: {string.Join("; ", errors)}."
            );
    }

    /// <summary>What the environment overrides, as key=value: for processes that may not inherit it.</summary>
    /// <param name="environment">Environment variables; null for those of the process.</param>
    public static ImmutableArray<string> OverridesOf(IDictionary? environment = null) =>
        [
            .. FromEnvironment(environment ?? Environment.GetEnvironmentVariables())
                .Select(entry => $"{entry.Key}={entry.Value}"),
        ];

    private static ImmutableSortedDictionary<string, string?> FromEnvironment(IDictionary environment) =>
        environment
            .Cast<DictionaryEntry>()
            .Select(entry => (Key: (string)entry.Key, Value: (string?)entry.Value))
            .Where(entry => entry.Key.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(entry => (Key: entry.Key[EnvironmentPrefix.Length..], entry.Value))
            .Where(entry => !IsAboutTheCommand(entry.Key))
            .ToImmutableSortedDictionary(
                entry => entry.Key.Replace("__", ":", StringComparison.Ordinal),
                entry => entry.Value
            );

    // NASTRANSFER_DEVICE is the command's, so the key device cannot be overridden this way (nor need it be).
    private static bool IsAboutTheCommand(string key) =>
        CommandVariables.Contains(key, StringComparer.OrdinalIgnoreCase)
        || key.StartsWith("TEST_", StringComparison.OrdinalIgnoreCase);

    // Where and how a study is run changes nothing of it.
    private static bool IsAboutResults(string key) =>
        !key.StartsWith($"{SlurmSection.Key}:", StringComparison.OrdinalIgnoreCase);

    private static ImmutableSortedDictionary<string, string?> FromCommand(IEnumerable<string> overrides)
    {
        var pairs = ImmutableSortedDictionary.CreateBuilder<string, string?>();
        foreach (string pair in overrides)
        {
            string[] parts = pair.Split('=', 2);
            if (parts.Length != 2 || parts[0].Trim().Length == 0)
            {
                throw new BadInputException(
                    $"The override '{pair}' must read key=value, for example augment:batchSize=32."
                );
            }

            pairs[parts[0].Trim()] = parts[1].Trim();
        }

        return pairs.ToImmutable();
    }

    private static Profile Read(SettingsSection root, List<string> errors)
    {
        AugmentOptions augment = Augment(root.Section(AugmentSection), new AugmentOptions());
        Profile profile = new()
        {
            Name = root.Text("name"),
            EvidenceLevel = root.Choice<EvidenceLevel>("evidenceLevel"),
            Device = root.Text("device", "cpu"),
            InstructionSet = root.Choice("instructionSet", (InstructionSet?)InstructionSet.Portable),
            LoaderThreads = root.Integer("loaderThreads", 0, 1),
            Network = Network(root.Section("network")),
            Methods = Methods(root.Section("methods")),
            DataSets = DataSets(root.Section("dataSets"), augment),
            Counts = ExperimentFile.CountsOf(root.Section("counts")),
            Cells = Cells(root.Section("cells")),
            Tricks = Tricks(root.Section("tricks")),
            Proxies = Proxies(root.Section("proxies"), errors),
            Pilot = Pilot(root.Section("pilot")),
            Slurm = SlurmSection.Read(root.Section(SlurmSection.Key)),
        };
        root.Text("about", "");
        root.RefuseOthers();
        if (profile.Device is not ("cpu" or "cuda"))
        {
            errors.Add($"device is '{profile.Device}'; it must be cpu or cuda");
        }

        return profile;
    }

    private static NetworkProfile Network(SettingsSection section)
    {
        NetworkProfile network = new(
            section.Integer("channels", 1),
            section.Choice("poolBatchNorm", (PoolBatchNorm?)PoolBatchNorm.Always)
        );
        section.RefuseOthers();
        return network;
    }

    /// <summary>A section a method that looks at data; what it leaves out is the method's published budget.</summary>
    private static ImmutableSortedDictionary<string, ISearchOptions> Methods(SettingsSection section)
    {
        var methods = MethodCatalogue.WithSettings.ToImmutableSortedDictionary(
            name => name,
            // The stem goes with the images, so it is the source's.
            name => section.Section(name).Options(MethodCatalogue.Original(name), except: nameof(Stem))
        );
        section.RefuseOthers();
        return methods;
    }

    // Epochs are a key of the set itself.
    private static AugmentOptions Augment(SettingsSection section, AugmentOptions defaults) =>
        section.Exists ? section.Options(defaults, except: nameof(AugmentOptions.Epochs)) : defaults;

    /// <param name="augment">What counts where a set says nothing of its own.</param>
    private static ImmutableSortedDictionary<string, DataSetProfile> DataSets(
        SettingsSection section,
        AugmentOptions augment
    ) =>
        section
            .Entries()
            .ToImmutableSortedDictionary(entry => entry.Key, entry => DataSet(entry.Key, entry.Section, augment));

    private static DataSetProfile DataSet(string role, SettingsSection section, AugmentOptions augment)
    {
        SettingsSection generated = section.Section("generated");
        DataSetProfile dataSet = new()
        {
            Role = role,
            Folder = section.Text("folder"),
            ReportedSplit = section.Text("reportedSplit", "test"),
            StandIn = section.OptionalText("standIn"),
            Size = section.Integer("size", 1),
            Classes = section.OptionalInteger("classes", 2),
            ImagesPerClass = section.OptionalInteger("imagesPerClass", 1),
            TestImagesPerClass = section.OptionalInteger("testImagesPerClass", 1),
            SearchImages = section.OptionalInteger("searchImages", 4),
            Augment = Augment(section.Section(AugmentSection), augment) with
            {
                Epochs = section.Integer("augmentEpochs", 1),
            },
            Stem = section.Choice("stem", (Stem?)Stem.Cifar),
            Generated = generated.Exists
                ? new GeneratedProfile(
                    (ulong)generated.Integer("seed", 0),
                    generated.Number("difficulty", 0, 1),
                    generated.Choice("domain", (ImageDomain?)ImageDomain.Objects),
                    generated.Number("imbalance", 1, double.PositiveInfinity, 1)
                )
                : null,
        };
        generated.RefuseOthers();
        section.RefuseOthers();
        return dataSet;
    }

    /// <summary>One number for each depth that the paper tries.</summary>
    private static ImmutableSortedDictionary<int, int> Cells(SettingsSection section)
    {
        var cells = PaperExperiments
            .Paper.All.SelectMany(experiment => experiment.Cells)
            .Distinct()
            .ToImmutableSortedDictionary(
                paper => paper,
                paper => section.Integer(paper.ToString(CultureInfo.InvariantCulture), 1)
            );
        section.RefuseOthers();
        return cells;
    }

    private static TrickProfile Tricks(SettingsSection section)
    {
        TrickProfile tricks = new(
            section.Number("dropPath", 0, 1, DartsDropPath),
            section.Number("auxiliaryWeight", 0, double.PositiveInfinity, DartsAuxiliaryWeight),
            section.Number("cutoutShare", 0, 1, DartsCutoutShare)
        );
        section.RefuseOthers();
        return tricks;
    }

    /// <summary>What a profile changes of the proxies of Table 1: sizes alone.</summary>
    private static ImmutableSortedDictionary<string, ProxyDefinition> Proxies(
        SettingsSection section,
        List<string> errors
    ) =>
        section
            .Entries()
            .ToImmutableSortedDictionary(entry => entry.Key, entry => Proxy(entry.Key, entry.Section, errors));

    private static ProxyDefinition Proxy(string name, SettingsSection section, List<string> errors)
    {
        ProxyDefinition? paper = ProxyCatalogue.All.FirstOrDefault(proxy => proxy.Name == name);
        if (paper is null)
        {
            errors.Add($"proxies:{name} is no proxy of Table 1");
            return ProxyCatalogue.All[0];
        }

        ProxyDefinition sized = paper with
        {
            Classes = section.OptionalInteger("classes", 1) ?? paper.Classes,
            Fraction = (decimal)section.Number("fraction", 0, 1, (double)paper.Fraction),
        };
        section.RefuseOthers();
        errors.AddRange(sized.Errors().Select(problem => $"proxies:{name}: {problem}"));
        return sized;
    }

    private static Pilot? Pilot(SettingsSection section)
    {
        Pilot? pilot = section.Exists
            ? new Pilot(
                section.Number("accuracy", double.Epsilon, 100),
                section.Number("standardDeviation", double.Epsilon, 100),
                section.Text("from")
            )
            : null;
        section.RefuseOthers();
        return pilot;
    }
}
