using System.Collections.Immutable;
using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Tests.Execution.Slurm;

[TestFixture]
public sealed class SubmissionPlanTests
{
    private const int MaxArraySize = 1001;

    private RunStore store = null!;

    [SetUp]
    public void MakeAStore() => store = new RunStore(Directory.CreateTempSubdirectory("nastransfer-plan-").FullName);

    [TearDown]
    public void RemoveTheStore() => Directory.Delete(store.Folder, recursive: true);

    [Test]
    public void Of_NoTasks_IsNothing() => Assert.That(Plan([]), Is.Empty);

    [Test]
    public void Of_Pairs_LetsEachTrainingWaitForItsSearchAlone() =>
        Assert.That(
            Text(Plan(UnitTasks.Pairs(3))),
            Is.EqualTo(
                new[]
                {
                    "1: 0 search 1; 1 search 2; 2 search 3",
                    "2 after 1: 0 training 101 of search 1; 1 training 102 of search 2; 2 training 103 of search 3",
                }
            )
        );

    // Search 1 has three trainings in chunks of two, search 2 has one: the second array has no task 1.
    [Test]
    public void Of_SeveralTrainingsOfASearch_ChunksThemAtTheIndexOfTheSearch() =>
        Assert.That(
            Text(
                Plan(
                    [
                        UnitTasks.Search(1),
                        UnitTasks.Search(2),
                        UnitTasks.Training(1, 101),
                        UnitTasks.Training(1, 102),
                        UnitTasks.Training(1, 103),
                        UnitTasks.Training(2, 101),
                    ],
                    unitsPerTask: 2
                )
            ),
            Is.EqualTo(
                new[]
                {
                    "1: 0 search 1; 1 search 2",
                    "2 after 1: 0 training 101 of search 1 + training 102 of search 1; 1 training 101 of search 2",
                    "3 after 1: 0 training 103 of search 1",
                }
            )
        );

    [Test]
    public void Of_AStoredSearch_LetsItsTrainingsWaitForNothing()
    {
        Put(1);

        Assert.That(
            Text(Plan(UnitTasks.Pairs(2))),
            Is.EqualTo(
                new[] { "1: 0 search 2", "2: 0 training 101 of search 1", "3 after 1: 0 training 102 of search 2" }
            )
        );
    }

    [Test]
    public void Of_RandomSampling_IsDrawnByTheJobsOfItsTrainings()
    {
        UnitTask drawn = UnitTasks.Search(5, new RandomSamplingOptions());
        UnitTask random = drawn with { Search = drawn.Search with { Source = null, SplitSha256 = null } };
        UnitTask training = UnitTasks.Training(5, 105) with { Search = random.Search };

        Assert.That(Text(Plan([random, training])), Is.EqualTo(new[] { "1: 0 training 105 of search 5" }));
        Assert.That(Text(Plan([random])), Is.EqualTo(new[] { "1: 0 search 5" }));
    }

    [Test]
    public void Of_TheSameTaskTwice_IsOne() =>
        Assert.That(Text(Plan([UnitTasks.Search(1), UnitTasks.Search(1)])), Is.EqualTo(new[] { "1: 0 search 1" }));

    [Test]
    public void Of_MoreThanAnArrayHolds_IsSplit()
    {
        ImmutableArray<JobArray> arrays = Plan(UnitTasks.Pairs(7), maxArraySize: 3);

        Assert.That(arrays.Select(array => array.Indices), Is.EqualTo(new[] { "0-2", "0-2", "0", "0-2", "0-2", "0" }));
        Assert.That(arrays.Select(array => array.After?.Number), Is.EqualTo(new int?[] { null, null, null, 1, 2, 3 }));
    }

    [Test]
    public void Of_TrainingsThatWaitForNothing_AreSplitToo()
    {
        Put(1);
        UnitTask[] tasks =
        [
            UnitTasks.Search(1),
            .. Enumerable.Range(101, 7).Select(seed => UnitTasks.Training(1, (ulong)seed)),
        ];

        Assert.That(
            Plan(tasks, maxArraySize: 2, unitsPerTask: 3).Select(array => array.Indices),
            Is.EqualTo(new[] { "0-1", "0" })
        );
    }

    // Search 1 and training 102 are queued from before: in array 7, at the indices 4 and 9.
    [Test]
    public void Of_WhatIsQueued_IsLeftOutAndWaitedForWhereItStands()
    {
        UnitTask[] tasks = UnitTasks.Pairs(3);
        new SubmissionFolder(store, 1).Write(
            1,
            [new ManifestLine(4, [tasks[0]]), new ManifestLine(9, [tasks[4]]), new ManifestLine(11, [tasks[2]])],
            ""
        );
        string name = $"{ArrayName.PrefixOf(store)}1-1";
        FakeCommands commands = FakeCommands
            .Idle()
            .Saying("squeue", $"7|4|{name}|RUNNING|None\n7|9|{name}|PENDING|Priority\n");

        ImmutableArray<JobArray> arrays = SubmissionPlan.Of(
            tasks,
            store,
            new SlurmSettings(),
            MaxArraySize,
            StudyQueue.Of(store, new SlurmClient(commands))
        );

        Assert.That(
            Text(arrays),
            Is.EqualTo(
                new[]
                {
                    "1: 0 search 2; 1 search 3",
                    "2 after job 7: 4 training 101 of search 1",
                    "3 after 1: 1 training 103 of search 3",
                }
            )
        );
    }

    private void Put(ulong seed) => UnitTasks.Put(store, UnitTasks.Search(seed));

    private ImmutableArray<JobArray> Plan(UnitTask[] tasks, int maxArraySize = MaxArraySize, int unitsPerTask = 1) =>
        SubmissionPlan.Of(tasks, store, new SlurmSettings { UnitsPerTask = unitsPerTask }, maxArraySize, queue: null);

    private static string[] Text(ImmutableArray<JobArray> arrays) =>
        [
            .. arrays.Select(array =>
                $"{array.Number}"
                + (array.After is { } after ? $" after {after.Number?.ToString() ?? $"job {after.Job}"}" : "")
                + ": "
                + string.Join(
                    "; ",
                    array.Lines.Select(line =>
                        $"{line.Index} {string.Join(" + ", line.Tasks.Select(task => task.Title))}"
                    )
                )
            ),
        ];
}
