using System.Collections;
using System.Text.RegularExpressions;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;
using NasTransfer.Study.Tests.DataSets;

namespace NasTransfer.Study.Tests.Execution.Slurm;

/// <summary>
/// What a cluster would be asked for the profile full, with 8 GPUs for a training on ImageNet1K and 96 for one on
/// ImageNet22K: scripts and lines alone, as neither the GPUs nor the images are here.
/// </summary>
[TestFixture]
public sealed partial class FullStudyTests
{
    private const int RanksOf1K = 8;
    private const int RanksOf22K = 96;

    private static readonly string[] Overrides =
    [
        .. Spread("ImageNet1K", RanksOf1K),
        .. Spread("ImageNet22K", RanksOf22K),
        "slurm:partition=gpu",
        "slurm:prologue:0=module load openmpi",
        // Of the few files of a class that there are here, the paper's 0.97 % would leave none.
        "proxies:ImNet22K P2:fraction=0.5",
    ];

    private string folder = "";
    private UnitPlan plan = null!;
    private string[] blocks = [];
    private string last = "";

    [OneTimeSetUp]
    public void Preview()
    {
        folder = Directory.CreateTempSubdirectory("nastransfer-full-").FullName;
        Profile full = ProfileFile.Load(ProfileFile.Find(Repository.Root, "full"), Overrides, new Hashtable());
        PaperExperiments paper = PaperExperiments.Paper;
        plan = UnitPlan.Of(StudyPlan.Of(full, paper, paper.All), new StudyImages(full, new NamesAlone()));
        using StringWriter text = new() { NewLine = "\n" };
        new SlurmExecutor(
            FaultyWorker.Job("journal"),
            full.Slurm,
            new SlurmClient(new FakeCommands()),
            TimeSpan.FromSeconds(1)
        ).Preview(plan.Tasks, new RunStore(Path.Combine(folder, "store")), text);
        // A script ends with the line that submits it, and that with an empty one.
        blocks = [.. Block().Matches($"{text}").Select(match => match.Value)];
        last = $"{text}".TrimEnd().Split('\n')[^1];
    }

    [OneTimeTearDown]
    public void RemoveTheStore() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Preview_AllOfIt_HoldsEveryUnitOnce()
    {
        // Random sampling draws an architecture where it is trained.
        int units = plan
            .Tasks.Where(task => task.Augment is not null || task.Search.Source is not null)
            .DistinctBy(TaskId.Of)
            .Count();

        TestContext.Out.WriteLine(last);
        Assert.That(last, Does.StartWith($"# {units} units in {units} jobs of {blocks.Length} arrays;"));
    }

    [TestCase("ImageNet1K", RanksOf1K)]
    [TestCase("ImageNet22K", RanksOf22K)]
    public void Preview_TrainingsOnASet_AskForItsRanksWithAGpuEach(string target, int ranks)
    {
        int trainings = plan.Tasks.Where(task => task.Augment?.Target.Role == target).DistinctBy(TaskId.Of).Count();
        string[] theirs = [.. blocks.Where(block => block.Contains($"--ntasks={ranks} ", StringComparison.Ordinal))];

        Assert.That(theirs, Is.Not.Empty);
        Assert.That(theirs.Sum(TasksOf), Is.EqualTo(trainings));
        foreach (string block in theirs)
        {
            Assert.That(block, Does.Contain("module load openmpi\n"));
            Assert.That(
                block,
                Does.Contain($"srun \\\n  --ntasks={ranks} \\\n  --cpus-per-task=5 \\\n  --kill-on-bad-exit=1 \\\n")
            );
            Assert.That(block, Does.Contain("--gpus-per-task=1").And.Contain("--partition=gpu"));
            Assert.That(block, Does.Contain("--time=24:00:00").And.Contain("--signal=TERM@600"));
        }
    }

    [Test]
    public void Preview_EverythingElse_RunsOnOneGpuWithoutALauncher()
    {
        string[] alone = [.. blocks.Where(block => block.Contains("--ntasks=1 ", StringComparison.Ordinal))];

        Assert.That(alone, Is.Not.Empty);
        Assert.That(alone, Has.None.Contain("srun"));
        Assert.That(alone, Has.All.Contain("--gpus-per-task=1"));
        Assert.That(alone, Has.All.Contain("--signal=B:TERM@600"));
    }

    [Test]
    public void Preview_TrainingsAfterSearches_WaitForTheirOwn() =>
        Assert.That(
            blocks.Where(block => block.Contains("--dependency", StringComparison.Ordinal)),
            Is.Not.Empty.And.All.Contain("--dependency=aftercorr:$job1 ")
        );

    private static IEnumerable<string> Spread(string role, int ranks)
    {
        string augment = $"dataSets:{role}:augment";
        return
        [
            $"{augment}:ranks={ranks}",
            $"{augment}:batchSize={96 * ranks}",
            $"{augment}:learningRateScaling=linear",
            $"{augment}:warmUpEpochs=5",
        ];
    }

    private static int TasksOf(string block) =>
        Array()
            .Match(block)
            .Groups[1]
            .Value.Split(',')
            .Select(part => part.Split('-').Select(int.Parse).ToArray())
            .Sum(range => range[^1] - range[0] + 1);

    [GeneratedRegex(@"^# \S+\.sh\n.*?^job\d+=\$\(sbatch .*?\)\n", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"--array=([\d,-]+)")]
    private static partial Regex Array();
}
