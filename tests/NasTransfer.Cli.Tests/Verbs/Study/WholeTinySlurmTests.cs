using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;
using NasTransfer.Study.Tests.Execution.Slurm;

namespace NasTransfer.Cli.Tests.Verbs.Study;

/// <summary>
/// The whole study of the profile tiny as jobs of a real Slurm, with a job killed, a worker killed, and a search that fails
/// until its cause is taken away. It ends with the approved results, which the local executor had.
/// </summary>
[TestFixture, Explicit("Takes a quarter of an hour."), Platform("Linux")]
public sealed class WholeTinySlurmTests
{
    private const string Broken = "DARTS on MIT67, seed 3";
    private const int ResultsBeforeAKill = 20;

    // The first time: from then on, somebody is at work.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string folder = Directory.CreateTempSubdirectory("nastransfer-tiny-").FullName;

    private SlurmCluster? cluster;

    private string ProfilePath => Path.Combine(folder, "tiny.json");

    private RunStore Store => new(Path.Combine(folder, "store"));

    [OneTimeSetUp]
    public void StartTheCluster()
    {
        cluster = SlurmCluster.Start();
        // A path that no other process on the machine has on its command line.
        File.Copy(ProfileFile.Find(AppContext.BaseDirectory, "tiny"), ProfilePath);
    }

    [OneTimeTearDown]
    public void EndTheCluster()
    {
        cluster?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void Run_WithAllThatCanGoWrong_EndsWithTheApprovedResults()
    {
        ImmutableArray<UnitTask> tasks = Tasks();
        UnitTask search = tasks.Single(task => task.Title == Broken);
        string[] dependents = [.. tasks.Where(task => task.Search.Key == search.Search.Key).Select(task => task.Title)];
        string[] line =
        [
            "run",
            "--profile",
            ProfilePath,
            "--store",
            Store.Folder,
            "--executor",
            "slurm",
            "--set",
            "slurm:timeLimit=30",
        ];
        // Where its lock should be there is a folder.
        string obstacle = Directory.CreateDirectory(Path.Combine(Store.FolderOf(search.Search), "lock")).FullName;

        Task<Said> running = Task.Run(() => CommandLine.Run(line));
        KillWhoever("job", ResultsBeforeAKill, running);
        KillWhoever("worker", 2 * ResultsBeforeAKill, running);
        Said first = running.Result;
        ImmutableArray<string> failed =
        [
            .. StudyStatus
                .Of(tasks, Store, slurm: null)
                .Tasks.Where(task => task.Phase != TaskPhase.Done)
                .Select(task => task.Task.Title),
        ];
        Directory.Delete(obstacle);
        Said second = CommandLine.Run(line);

        Assert.That(first.ExitCode, Is.EqualTo(App.Failed), first.ToString());
        Assert.That(failed, Is.EquivalentTo(dependents), "The rest was done.");
        Assert.That(second.ExitCode, Is.Zero, second.ToString());
        Assert.That(StoreHash.Of(Store).Sha256, Is.EqualTo(Approved()));
        Assert.That(Processes(""), Is.Empty);
    }

    private ImmutableArray<UnitTask> Tasks()
    {
        Profile profile = ProfileFile.Load(ProfilePath, [], new Hashtable());
        PaperExperiments paper = PaperExperiments.Paper;
        StudyPlan plan = StudyPlan.Of(profile, paper, paper.All);
        return UnitPlan.Of(plan, new StudyImages(profile, new GeneratedDataSource())).Tasks;
    }

    private static string Approved() =>
        File.ReadLines(Path.Combine(Repository.Root, "expected", "tiny", "store.verified.txt")).First().Split(' ')[0];

    /// <summary>Kills one process of a verb, once the store has so many results.</summary>
    private void KillWhoever(string verb, int results, Task running)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!running.IsCompleted)
        {
            Assert.That(watch.Elapsed, Is.LessThan(Patience), $"There are no {results} results.");
            if (StoreHash.Of(Store).Results.Length >= results && Processes(verb) is [var victim, ..])
            {
                RunningPrograms.Kill(victim);
                return;
            }

            Thread.Sleep(200);
        }

        Assert.Fail($"It ended before a {verb} was killed: {running}");
    }

    /// <summary>Those of a verb of the program that work for this study; of any verb where it is empty.</summary>
    private int[] Processes(string verb) =>
        RunningPrograms.Where(words =>
            words.Any(word => word.Contains(ProfilePath, StringComparison.Ordinal))
            && (verb.Length == 0 || words.Contains(verb, StringComparer.Ordinal))
        );
}
