using System.Collections.Immutable;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Cli.Verbs;
using NasTransfer.Engine;
using NasTransfer.Engine.Runtime;
using NasTransfer.Reporting;
using NasTransfer.Reporting.Columns;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli;

/// <summary>What a report is made from: a study with its store, stores of other profiles, and results files.</summary>
internal sealed record ReportInput
{
    /// <summary>The folder below PROFILE that is a store, wherever Reproduce keeps one.</summary>
    private const string StoreName = "store";

    private const string CentralProcessor = "cpu";

    public required StudyInput Study { get; init; }

    public required string Store { get; init; }

    /// <summary>Where the pages go: links to the store are relative to it.</summary>
    public required string Folder { get; init; }

    /// <summary>Results files, each a column.</summary>
    public ImmutableArray<string> Results { get; init; } = [];

    /// <summary>The folder of approved snapshots; null leaves them out.</summary>
    public string? Approved { get; init; }

    /// <summary>Looks everything up; runs nothing.</summary>
    /// <exception cref="BadInputException">The store is not there, or something that was named is wrong.</exception>
    public StudyReport Read()
    {
        if (!Directory.Exists(Store))
        {
            throw new BadInputException(
                $"There is no run store '{Store}'; give the folder that nastransfer run or target Reproduce filled."
            );
        }

        ImmutableArray<EvidenceColumn> files = [.. Results.Select(OfFile)];
        CheckNames(files);
        Profile profile = WithDevice(Study);
        StudyReading reading = StudyReading.Of(Study, profile, new RunStore(Store));
        StudyOutcome outcome = reading.Outcome();
        ApprovedResults? approved = Approved is null ? null : new ApprovedResults(Approved);
        string[] bits = approved?.Compare(outcome, reading.Store) is { } sentence ? [sentence] : [];
        return new StudyReport
        {
            Profile = profile,
            Results = reading.Judge(outcome),
            Outcome = outcome with { Notes = [.. outcome.Notes, .. bits] },
            Environment = TorchRuntime.Start(
                new RuntimeOptions { Device = CentralProcessor, InstructionSet = profile.InstructionSet }
            ),
            Command = Command(Study, profile),
            Beside = [.. Others(), .. files],
            VerificationCommand = VerificationCommand(),
            Verification = StoredVerification.Find(reading.Store),
            StoreFolder = Path.GetRelativePath(Path.GetFullPath(Folder), reading.Store.Folder).Replace('\\', '/'),
            Snapshots = approved is null
                ? ImmutableSortedDictionary<string, string>.Empty
                : Snapshots(approved, reading),
        };
    }

    private static EvidenceColumn OfFile(string path)
    {
        ResultsAudit audit = ResultsAudit.Of(path);
        return EvidenceColumn.OfResults(Path.GetFileName(path), audit.File.Observations.Length, audit.Results);
    }

    private static void CheckNames(ImmutableArray<EvidenceColumn> files)
    {
        if (files.CountBy(file => file.Id).FirstOrDefault(count => count.Value > 1) is { Key: { } twice })
        {
            throw new BadInputException(
                $"Two {twice} are given with --results; files must have different names, for they name the columns."
            );
        }
    }

    /// <summary>
    /// Reproduce keeps the store of each profile in PROFILE/store, and with images of one's own in PROFILE-data/store: what
    /// lies beside this study's own, on images of the same kind, and has results of its profile.
    /// </summary>
    private IEnumerable<EvidenceColumn> Others()
    {
        DirectoryInfo own = new(Path.GetFullPath(Store));
        string kind = Study.Data is null ? "" : "-data";
        if (own.Name != StoreName || own.Parent?.Parent is not { } all)
        {
            yield break;
        }

        foreach (string name in ProfileFile.Names(AppContext.BaseDirectory))
        {
            string folder = Path.Combine(all.FullName, name + kind, StoreName);
            if (Directory.Exists(folder) && Path.GetFullPath(folder) != own.FullName && HasResults(folder))
            {
                // Settings of the command line and the device are of the study that was asked for.
                StudyInput other = new() { Profile = name, Data = Study.Data };
                Profile profile = WithDevice(other);
                StudyReading reading = StudyReading.Of(other, profile, new RunStore(folder));
                StudyOutcome outcome = reading.Outcome();
                yield return EvidenceColumn.OfProfile(
                    profile.Name,
                    $"{reading.Images.Kind} images",
                    Command(other, profile),
                    reading.Judge(outcome)
                );
            }
        }
    }

    private static bool HasResults(string folder) => !StoreHash.Of(new RunStore(folder)).Results.IsEmpty;

    /// <summary>Nothing runs, so the device need not be there.</summary>
    private static Profile WithDevice(StudyInput input)
    {
        Profile profile = input.ReadProfile();
        return profile with { Device = input.Device ?? profile.Device };
    }

    private static string Command(StudyInput input, Profile profile)
    {
        string command = $"./build.sh --target=Reproduce --profile={profile.Name}";
        command += input.Data is null ? "" : $" --data={input.Data}";
        command += profile.Device == CentralProcessor ? "" : $" --device={profile.Device}";
        return command;
    }

    private string VerificationCommand()
    {
        string profile = File.Exists(Study.Profile) ? FromHere(Study.Profile) : Study.Profile;
        string data = Study.Data is null ? "" : $" --data {Study.Data}";
        return $"nastransfer verify --profile {profile} --store {FromHere(Store)}{data}";
    }

    /// <summary>As it is typed where the report is made.</summary>
    private static string FromHere(string path) =>
        Path.GetRelativePath(Environment.CurrentDirectory, path).Replace('\\', '/');

    private static ImmutableSortedDictionary<string, string> Snapshots(
        ApprovedResults approved,
        StudyReading reading
    ) =>
        (
            from claim in ClaimCatalogue.Claims
            let path = approved.SnapshotOf(claim.Definition, reading.ImagesName(claim))
            where path is not null
            select KeyValuePair.Create(claim.Definition.Id, $"expected/{reading.Profile.Name}/{Path.GetFileName(path)}")
        ).ToImmutableSortedDictionary();
}
