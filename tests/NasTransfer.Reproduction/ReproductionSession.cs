using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Cli;
using NasTransfer.Engine;
using NasTransfer.Engine.Runtime;
using NasTransfer.Reporting;
using NasTransfer.Study.Costs;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Local;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;

namespace NasTransfer.Reproduction;

/// <summary>
/// What all fixtures share: the profile (NASTRANSFER_PROFILE, default tiny), the images (NASTRANSFER_DATA, a folder; empty
/// for generated ones), the device (NASTRANSFER_DEVICE, default the profile's), the folder of results
/// (NASTRANSFER_RESULTS) and where units ran (NASTRANSFER_EXECUTOR: slurm runs none here). Writes the report when all have run.
/// </summary>
[SetUpFixture]
public sealed class ReproductionSession
{
    /// <summary>What generated images are in a snapshot's name.</summary>
    internal const string Generated = "generated";

    private static readonly HashSet<string> Judged = [];
    private static readonly Dictionary<string, string> Snapshots = [];
    private static ReproductionSession? current;

    private StudyInput input = null!;
    private Profile profile = null!;
    private StudyImages images = null!;
    private RunStore store = null!;
    private RuntimeEnvironment environment = null!;
    private string results = "";
    private StudyOutcome? whole;

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

        StudyOutcome outcome = Whole();
        ReportWriter.Write(
            new StudyReport
            {
                Profile = profile,
                // Together, for p is adjusted over a family.
                Results =
                [
                    .. ClaimJudge
                        .JudgeAll(ObservationTable.Of(outcome), SettingOf)
                        .Where(result => Judged.Contains(result.Definition.Id)),
                ],
                Outcome = outcome with { Notes = [.. outcome.Notes, .. ApprovedBits.Compare(outcome, store)] },
                Environment = environment,
                Command = Command(),
                StoreFolder = "store",
                Snapshots = Snapshots.ToImmutableSortedDictionary(),
            },
            results
        );
    }

    /// <summary>Runs what a claim needs, or takes it from the store, and judges it.</summary>
    internal JudgedClaim Judge(string id)
    {
        try
        {
            IClaim claim = ClaimCatalogue.Claims.Single(claim => claim.Definition.Id == id);
            StudyPlan plan = PlanOf(claim);
            // A whole study says of each claim what the claim's own runs say, and is read once.
            StudyOutcome outcome = Whole().Missing.IsEmpty ? Whole() : Run(plan);
            ClaimResult result = claim.Judge(ObservationTable.Of(outcome), SettingOf(claim));
            Judged.Add(id);
            return new JudgedClaim(result, profile.Name, DataName(plan), outcome.Missing);
        }
        catch (BadInputException wrong)
        {
            Assert.Fail(wrong.Message);
            throw;
        }
    }

    /// <summary>What the store has of all experiments.</summary>
    private StudyOutcome Whole() =>
        whole ??= StudyOutcome.Of(UnitPlan.Of(Plan(PaperExperiments.Paper.All), images), store);

    private StudyOutcome Run(StudyPlan plan)
    {
        UnitPlan units = UnitPlan.Of(plan, images);
        // What jobs of a cluster did not bring is not for this machine.
        if (Variable("NASTRANSFER_EXECUTOR") == "slurm")
        {
            return StudyOutcome.Of(units, store);
        }

        ExecutionReport report = new LocalExecutor(
            input.WorkerProgram(),
            new LocalExecutorOptions(),
            TimeProvider.System
        ).Run(units.Tasks, store, new Lines());
        foreach (TaskFailure failure in report.Failures)
        {
            TestContext.Out.WriteLine($"{failure.Task.Title}: {failure.Reason}\n{failure.LogTail}");
        }

        // What was read before may be there now.
        whole = null;
        return StudyOutcome.Of(units, store);
    }

    /// <summary>Names the approved snapshot in the report.</summary>
    internal static void ReportSnapshot(string claimId, string path) =>
        Snapshots[claimId] = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    private StudyPlan Plan(IEnumerable<Experiment> experiments) =>
        StudyPlan.Of(profile, PaperExperiments.Paper, experiments);

    private StudyPlan PlanOf(IClaim claim) => Plan(ClaimNeeds.ExperimentsOf([claim.Definition.Id]));

    private ClaimSetting SettingOf(IClaim claim)
    {
        StudyPlan plan = PlanOf(claim);
        return ClaimSetting.Of(
            plan,
            Evidence.Of(profile, plan.Sets.Select(images.Set)),
            PaperProtocol.Deviations(plan, images),
            new LoadedSizes(images)
        );
    }

    /// <summary>What the images are in a snapshot's name: "generated", or the beginning of their content's hash.</summary>
    private string DataName(StudyPlan plan)
    {
        if (images.Kind == Generated)
        {
            return Generated;
        }

        string all = string.Join(
            '\n',
            plan.Sets.Select(images.Set).Select(set => $"{set.Role} {set.Train.Fingerprint} {set.Test.Fingerprint}")
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..12];
    }

    private void Start()
    {
        string name = Variable("NASTRANSFER_PROFILE") ?? "tiny";
        string? data = Variable("NASTRANSFER_DATA");
        input = new StudyInput
        {
            Profile = ProfileFile.Find(Repository.Root, name),
            Data = data,
            Device = Variable("NASTRANSFER_DEVICE"),
        };
        profile = input.LoadProfile();
        images = input.Images(profile);
        results = Path.GetFullPath(
            Variable("NASTRANSFER_RESULTS")
                ?? Path.Combine(Repository.Root, "artifacts", "reproduce", data is null ? name : $"{name}-data")
        );
        store = new RunStore(Path.Combine(results, "store"));
        environment = StudyInput.StartRuntime(profile);
    }

    private string Command()
    {
        string command = $"./build.sh --target=Reproduce --profile={profile.Name}";
        command += input.Data is null ? "" : $" --data={input.Data}";
        command += profile.Device == "cpu" ? "" : $" --device={profile.Device}";
        return command;
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>A line for every unit that a worker ends; what is stored is not worth one.</summary>
    private sealed class Lines : IProgress<ExecutionProgress>
    {
        public void Report(ExecutionProgress value)
        {
            if (value.News is TaskNews.Ran or TaskNews.GivenUp)
            {
                TestContext.Progress.WriteLine($"{value.Done}/{value.Total} {value.Task.Title}");
            }
        }
    }
}
