using NasTransfer.Claims.Catalogue;
using NasTransfer.Claims.Observations;
using NasTransfer.Cli;
using NasTransfer.Engine;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Local;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;

namespace NasTransfer.Reproduction;

/// <summary>
/// What all fixtures share: the profile (NASTRANSFER_PROFILE, default tiny), the images (NASTRANSFER_DATA, a folder; empty
/// for generated ones), the device (NASTRANSFER_DEVICE, default the profile's), the folder of results
/// (NASTRANSFER_RESULTS) and where units ran (NASTRANSFER_EXECUTOR: slurm runs none here). The report is written
/// afterwards, from the store: target Report.
/// </summary>
[SetUpFixture]
public sealed class ReproductionSession
{
    private static ReproductionSession? current;

    private StudyInput input = null!;
    private StudyReading reading = null!;
    private StudyOutcome? whole;

    internal static ReproductionSession Current =>
        current ?? throw new InvalidOperationException("The session has not been set up.");

    internal Profile Profile => reading.Profile;

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

    /// <summary>Holds the bits of a whole study on generated images to the approved ones, for target Accept.</summary>
    [OneTimeTearDown]
    public void CompareBits()
    {
        if (current is not null)
        {
            ApprovedBits.Receive(Whole(), reading.Store);
        }
    }

    /// <summary>Runs what a claim needs, or takes it from the store, and judges it.</summary>
    internal JudgedClaim Judge(string id)
    {
        try
        {
            IClaim claim = ClaimCatalogue.Claims.Single(claim => claim.Definition.Id == id);
            // A whole study says of each claim what the claim's own runs say, and is read once.
            StudyOutcome outcome = Whole().Missing.IsEmpty ? Whole() : Run(reading.PlanOf(claim));
            ClaimResult result = claim.Judge(ObservationTable.Of(outcome), reading.SettingOf(claim));
            return new JudgedClaim(result, Profile.Name, reading.ImagesName(claim), outcome.Missing);
        }
        catch (BadInputException wrong)
        {
            Assert.Fail(wrong.Message);
            throw;
        }
    }

    /// <summary>What the store has of all experiments.</summary>
    private StudyOutcome Whole() => whole ??= reading.Outcome();

    private StudyOutcome Run(StudyPlan plan)
    {
        UnitPlan units = UnitPlan.Of(plan, reading.Images);
        // What jobs of a cluster did not bring is not for this machine.
        if (Variable("NASTRANSFER_EXECUTOR") == "slurm")
        {
            return StudyOutcome.Of(units, reading.Store);
        }

        ExecutionReport report = new LocalExecutor(
            input.WorkerProgram(),
            new LocalExecutorOptions(),
            TimeProvider.System
        ).Run(units.Tasks, reading.Store, new Lines());
        foreach (TaskFailure failure in report.Failures)
        {
            TestContext.Out.WriteLine($"{failure.Task.Title}: {failure.Reason}\n{failure.LogTail}");
        }

        // What was read before may be there now.
        whole = null;
        return StudyOutcome.Of(units, reading.Store);
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
        Profile profile = input.LoadProfile();
        string results = Path.GetFullPath(
            Variable("NASTRANSFER_RESULTS")
                ?? Path.Combine(Repository.Root, "artifacts", "reproduce", data is null ? name : $"{name}-data")
        );
        reading = StudyReading.Of(input, profile, new RunStore(Path.Combine(results, "store")));
        StudyInput.StartRuntime(profile);
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
