using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Engine;
using NasTransfer.Engine.Runtime;
using NasTransfer.Reporting;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;

namespace NasTransfer.Reproduction;

/// <summary>
/// What all fixtures share: the profile (NASTRANSFER_PROFILE, default tiny), the images (NASTRANSFER_DATA, a folder; empty
/// for generated ones), the device (NASTRANSFER_DEVICE, default the profile's) and the folder of results
/// (NASTRANSFER_RESULTS). Writes the report when all have run.
/// </summary>
[SetUpFixture]
public sealed class ReproductionSession
{
    private static readonly List<(ClaimResult Result, StudyOutcome Outcome)> Judged = [];
    private static readonly Dictionary<string, string> Snapshots = [];
    private static ReproductionSession? current;

    private Profile profile = null!;
    private IDataSource data = null!;
    private RuntimeEnvironment environment = null!;
    private string dataFolder = "";
    private string results = "";

    internal static ReproductionSession Current =>
        current ?? throw new InvalidOperationException("The session has not been set up.");

    internal Profile Profile => profile;

    [OneTimeSetUp]
    public void SetUp()
    {
        try
        {
            Start();
        }
        catch (BadInputException wrong)
        {
            // One sentence is enough: the stack says nothing to whoever gave the input.
            Assert.Fail(wrong.Message);
        }

        current = this;
    }

    [OneTimeTearDown]
    public void WriteReport()
    {
        if (Judged.Count == 0)
        {
            return;
        }

        ReportWriter.Write(
            new StudyReport
            {
                Profile = profile,
                Results = [.. Judged.Select(judged => judged.Result)],
                Outcomes = [.. Judged.Select(judged => judged.Outcome)],
                Environment = environment,
                Command = Command(),
                StoreFolder = "store",
                Snapshots = Snapshots.ToImmutableSortedDictionary(),
            },
            results
        );
    }

    /// <summary>Runs what a claim needs, or takes it from the store.</summary>
    internal StudyOutcome Run(string claimId)
    {
        try
        {
            StudyPlan plan = TransferPlan.Build(profile, claimId, data);
            RunStore store = new(Path.Combine(results, "store"));
            return new StudyRunner(store, UnitWork.Engine).Run(plan, new Lines());
        }
        catch (BadInputException wrong)
        {
            Assert.Fail(wrong.Message);
            throw;
        }
    }

    /// <summary>Takes a verdict into the report.</summary>
    internal static void Report(ClaimResult result, StudyOutcome outcome) => Judged.Add((result, outcome));

    /// <summary>Names the approved snapshot in the report.</summary>
    internal static void ReportSnapshot(string claimId, string path) =>
        Snapshots[claimId] = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    /// <summary>What the images are in a snapshot's name: "generated", or the beginning of their content's hash.</summary>
    internal static string DataName(StudyPlan plan)
    {
        if (plan.DataSets.Values.Any(set => set.IsGenerated))
        {
            return "generated";
        }

        string all = string.Join(
            '\n',
            plan.DataSets.Values.Select(set => $"{set.Role} {set.Train.Fingerprint} {set.Test.Fingerprint}")
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..12];
    }

    private void Start()
    {
        string name = Variable("NASTRANSFER_PROFILE") ?? "tiny";
        profile = ProfileFile.Load(ProfileFile.Find(Repository.Root, name));
        string device = Variable("NASTRANSFER_DEVICE") ?? profile.Device;
        PlanValidator.CheckDevice(profile, device);
        profile = profile with { Device = device };
        dataFolder = Variable("NASTRANSFER_DATA") ?? "";
        data = dataFolder.Length == 0 ? new GeneratedDataSource() : new FolderDataSource(dataFolder);
        results = Path.GetFullPath(
            Variable("NASTRANSFER_RESULTS") ?? Path.Combine(Repository.Root, "artifacts", "reproduce", Default(name))
        );
        environment = TorchRuntime.Start(
            new RuntimeOptions { Device = device, InstructionSet = profile.InstructionSet }
        );
    }

    // As the build does: real and generated images have results of their own.
    private string Default(string name) => dataFolder.Length == 0 ? name : $"{name}-data";

    private string Command()
    {
        string command = $"./build.sh --target=Reproduce --profile={profile.Name}";
        command += dataFolder.Length == 0 ? "" : $" --data={dataFolder}";
        command += profile.Device == "cpu" ? "" : $" --device={profile.Device}";
        return command;
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>A line for every unit that ends.</summary>
    private sealed class Lines : IProgress<StudyProgress>
    {
        public void Report(StudyProgress value)
        {
            if (value.Fraction >= 1)
            {
                string from = value.FromStore ? " (stored)" : "";
                TestContext.Progress.WriteLine($"{value.Done}/{value.Total} {value.Label}{from}");
            }
        }
    }
}
