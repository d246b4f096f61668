using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Runtime.Collectives;

namespace NasTransfer.Engine.Tests.Runtime.Collectives;

public sealed class LaunchTests
{
    [Test]
    public void Of_AnEnvironmentOfNoLauncher_IsAlone() =>
        Assert.That(Launch.Of(new Dictionary<string, string> { ["HOME"] = "/" }), Is.EqualTo(Launch.Alone));

    // The batch script of a job has no step, so it is a process of its own.
    [Test]
    public void Of_AJobOfSlurmWithoutAStep_IsAlone() =>
        Assert.That(
            Launch.Of(new Dictionary<string, string> { ["SLURM_NTASKS"] = "4", ["SLURM_PROCID"] = "0" }),
            Is.EqualTo(Launch.Alone)
        );

    [Test]
    public void Of_OpenMpiWithinAStepOfSlurm_IsOpenMpi() =>
        Assert.That(
            Launch.Of(
                new Dictionary<string, string>
                {
                    ["OMPI_COMM_WORLD_SIZE"] = "4",
                    ["OMPI_COMM_WORLD_RANK"] = "3",
                    ["OMPI_COMM_WORLD_LOCAL_RANK"] = "1",
                    ["OMPI_COMM_WORLD_LOCAL_SIZE"] = "2",
                    ["SLURM_STEP_NUM_TASKS"] = "2",
                    ["SLURM_PROCID"] = "1",
                    ["SLURM_LOCALID"] = "0",
                }
            ),
            Is.EqualTo(new Launch(Launcher.OpenMpi, Size: 4, Rank: 3, LocalRank: 1, LocalSize: 2))
        );

    [Test]
    public void Of_Hydra_IsMpich() =>
        Assert.That(
            Launch.Of(
                new Dictionary<string, string>
                {
                    ["PMI_SIZE"] = "2",
                    ["PMI_RANK"] = "1",
                    ["MPI_LOCALRANKID"] = "1",
                    ["MPI_LOCALNRANKS"] = "2",
                }
            ),
            Is.EqualTo(new Launch(Launcher.Mpich, Size: 2, Rank: 1, LocalRank: 1, LocalSize: 2))
        );

    [TestCase("PMI_SIZE", "PMI_RANK", Launcher.Mpich)]
    [TestCase("SLURM_STEP_NUM_TASKS", "SLURM_PROCID", Launcher.Slurm)]
    public void Of_Srun_DoesNotSayHowManyAreOnThisMachine(string size, string rank, Launcher launcher) =>
        Assert.That(
            Launch.Of(
                new Dictionary<string, string>
                {
                    [size] = "8",
                    [rank] = "5",
                    ["SLURM_LOCALID"] = "1",
                }
            ),
            Is.EqualTo(new Launch(launcher, Size: 8, Rank: 5, LocalRank: 1, LocalSize: null))
        );

    // Open MPI binds a rank to its cores; others leave it all of them.
    [TestCase(16, 2, 2, 2)]
    [TestCase(16, 16, 2, 8)]
    [TestCase(16, 16, 32, 1)]
    public void ThreadsPerRank_OfCores_IsItsShare(int machine, int usable, int local, int threads) =>
        Assert.That(
            new Launch(Launcher.Mpich, Size: local, Rank: 0, LocalRank: 0, local).ThreadsPerRank(usable, machine),
            Is.EqualTo(threads)
        );

    [Test]
    public void Join_MoreRanksThanProcesses_SaysHowToStartThem() =>
        Assert.That(
            () => ProcessGroup.Join(4, Launch.Alone, "nastransfer augment --ranks 4"),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo(
                    "ranks is 4, and this process was started alone; start all of them: mpirun -np 4 nastransfer augment --ranks 4"
                )
        );

    [Test]
    public void Join_OneRankOfSeveralProcesses_IsRefused() =>
        Assert.That(
            () => ProcessGroup.Join(1, new Launch(Launcher.Slurm, 2, 0, 0, null), "nastransfer augment"),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo("ranks is 1, but srun started 2 processes; the two numbers must be equal.")
        );

    [Test]
    public void Join_OneProcess_IsAloneWithoutALibrary()
    {
        Assert.That(ProcessGroup.Join(1, Launch.Alone, ""), Is.SameAs(OneProcess.Instance));
        Assert.That(ProcessGroup.IsJoined, Is.False);
    }

    [TestCase(1, 8, false, 0)]
    [TestCase(4, 4, false, 3)]
    [TestCase(4, 8, false, 3)]
    // Slurm shows each rank a GPU of its own, which is the first for each.
    [TestCase(4, 1, true, 0)]
    public void Choose_EnoughGpus_TakesOneForEachRank(int ranks, int visible, bool isRestricted, int index) =>
        Assert.That(
            CudaPlacement.Choose(
                new Launch(Launcher.OpenMpi, ranks, ranks - 1, ranks - 1, ranks),
                visible,
                isRestricted
            ),
            Is.EqualTo(index)
        );

    [TestCase(0, false)]
    [TestCase(1, false)]
    [TestCase(3, true)]
    public void Choose_TooFewGpus_IsRefused(int visible, bool isRestricted) =>
        Assert.That(
            () => CudaPlacement.Choose(new Launch(Launcher.OpenMpi, 4, 2, 2, 4), visible, isRestricted),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo(
                    $"4 ranks on this machine need a GPU each, and rank 2 sees {visible}; start fewer, or show each rank a GPU of its own in CUDA_VISIBLE_DEVICES."
                )
        );
}
