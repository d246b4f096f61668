using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Training;
using NasTransfer.Engine.Training.Checkpoints;

namespace NasTransfer.Engine.Tests.Training;

/// <summary>A run that is killed and resumed gives the same bits as one that is not.</summary>
public sealed class CheckpointTests
{
    private static readonly ImageSet Train = ColouredImages.Create("train", 40, 8);
    private static readonly ImageSet Test = ColouredImages.Create("test", 24, 8);

    private static readonly AugmentOptions Augment = new()
    {
        Epochs = 3,
        BatchSize = 8,
        DropPathProbability = 0.2,
        CutoutLength = 2,
    };

    private static readonly DartsOptions Darts = new()
    {
        Epochs = 3,
        BatchSize = 8,
        Channels = 4,
        Cells = 3,
    };

    private CheckpointFile file = null!;

    [SetUp]
    public void CreateFile() => file = new(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.checkpoint"));

    [TearDown]
    public void DeleteFile() => file.Delete();

    [Test]
    public void AugmentRun_KilledInItsSecondEpoch_ResumesToTheSameBits()
    {
        AugmentResult unbroken = RunAugment(null, Augment, killAt: null)!;
        Assert.That(RunAugment(file, Augment, killAt: 7), Is.Null, "killed");
        AugmentResult resumed = RunAugment(file, Augment, killAt: null)!;
        Assert.Multiple(() =>
        {
            Assert.That(resumed.WeightsSha256, Is.EqualTo(unbroken.WeightsSha256));
            Assert.That(resumed.Epochs, Is.EqualTo(unbroken.Epochs));
        });
    }

    [Test]
    public void AugmentRun_TestingAtItsEndAlone_ResumesToTheSameBits()
    {
        AugmentResult unbroken = RunAugment(null, Augment, killAt: null, testsEveryEpoch: false)!;
        Assert.That(RunAugment(file, Augment, killAt: 7, testsEveryEpoch: false), Is.Null, "killed");
        AugmentResult resumed = RunAugment(file, Augment, killAt: null, testsEveryEpoch: false)!;
        Assert.Multiple(() =>
        {
            Assert.That(resumed.WeightsSha256, Is.EqualTo(unbroken.WeightsSha256));
            Assert.That(resumed.Epochs, Is.EqualTo(unbroken.Epochs));
        });
    }

    [Test]
    public void DartsSearch_KilledInItsSecondEpoch_ResumesToTheSameFigures()
    {
        SearchResult unbroken = RunDarts(null, 2, killAt: null)!;
        Assert.That(RunDarts(file, 2, killAt: 7), Is.Null, "killed");
        SearchResult resumed = RunDarts(file, 2, killAt: null)!;
        Assert.Multiple(() =>
        {
            Assert.That(resumed.Genotype, Is.EqualTo(unbroken.Genotype));
            Assert.That(resumed.Cost, Is.EqualTo(unbroken.Cost));
            foreach (var (one, other) in resumed.Trace.Zip(unbroken.Trace))
            {
                Assert.That(one.Values, Is.EqualTo(other.Values));
                Assert.That(one.Genotype, Is.EqualTo(other.Genotype));
            }
        });
    }

    [Test]
    public void Load_OfAnotherRunsCheckpoint_RefusesIt()
    {
        RunDarts(file, 2, killAt: 7);
        Assert.That(
            () => RunDarts(file, 3, killAt: null),
            Throws.TypeOf<BadInputException>().With.Message.Contains("another run")
        );
    }

    [Test]
    public void Load_OfADamagedFile_NamesIt()
    {
        File.WriteAllText(file.Path, "nothing of the kind");
        Assert.That(
            () => RunAugment(file, Augment, killAt: null),
            Throws.TypeOf<BadInputException>().With.Message.Contains(file.Path)
        );
    }

    private static AugmentResult? RunAugment(
        CheckpointFile? checkpoint,
        AugmentOptions options,
        int? killAt,
        bool testsEveryEpoch = true
    )
    {
        var network = new NetworkOptions
        {
            Channels = 4,
            Cells = 3,
            Classes = 3,
        };
        using var run = new AugmentRun(PublishedGenotypes.DartsV2, network, options, seed: 2)
        {
            TestsEveryEpoch = testsEveryEpoch,
        };
        using var kill = new CancellationTokenSource();
        var progress = new KillAt<AugmentProgress>(kill, report => report.Step == killAt);
        return Unless(kill, () => run.Run(Train, Test, progress, checkpoint, kill.Token));
    }

    private static SearchResult? RunDarts(CheckpointFile? checkpoint, ulong seed, int? killAt)
    {
        using var kill = new CancellationTokenSource();
        var progress = new KillAt<SearchProgress>(kill, report => report.Step == killAt);
        return Unless(
            kill,
            () => new DartsSearch(Darts).Run(new SearchData(Train, Test), seed, progress, checkpoint, kill.Token)
        );
    }

    private static T? Unless<T>(CancellationTokenSource kill, Func<T> run)
        where T : class
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException) when (kill.IsCancellationRequested)
        {
            return null;
        }
    }

    private sealed class KillAt<T>(CancellationTokenSource kill, Func<T, bool> when) : IProgress<T>
    {
        public void Report(T value)
        {
            if (when(value))
            {
                kill.Cancel();
            }
        }
    }
}
