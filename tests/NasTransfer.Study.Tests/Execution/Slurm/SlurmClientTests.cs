using NasTransfer.Engine;
using NasTransfer.Study.Execution.Slurm;

namespace NasTransfer.Study.Tests.Execution.Slurm;

[TestFixture]
public sealed class SlurmClientTests
{
    [Test]
    public void Jobs_NoSlurm_SaysWhatIsMissing() =>
        Refuses(
            new FakeCommands(),
            "squeue of Slurm is not on the PATH; run this where Slurm's commands are, or leave --executor=slurm out."
        );

    [Test]
    public void Jobs_ACommandThatNeverEnds_SaysSo() =>
        Refuses(
            new FakeCommands().Saying("sbatch", "slurm-wlm 22.05.8"),
            "squeue of Slurm gave no answer in time; see whether slurmctld runs (scontrol ping)."
        );

    // What squeue 22.05 says when slurmctld is down.
    [Test]
    public void Jobs_NoController_SaysSo() =>
        Refuses(
            FakeCommands
                .Idle()
                .Failing("squeue", "slurm_load_jobs error: Unable to contact slurm controller (connect failure)\n"),
            "Slurm's controller does not answer (slurm_load_jobs error: Unable to contact slurm controller (connect failure)); see whether slurmctld runs (scontrol ping)."
        );

    [Test]
    public void Submit_Refused_SaysWhy() =>
        Assert.That(
            () =>
                new SlurmClient(
                    FakeCommands
                        .Idle()
                        .Failing("sbatch", "sbatch: error: Batch job submission failed: Invalid account\n")
                ).Submit(["a.sh"]),
            Throws
                .InstanceOf<BadInputException>()
                .With.Message.EqualTo(
                    "sbatch of Slurm refuses: sbatch: error: Batch job submission failed: Invalid account"
                )
        );

    [Test]
    public void Submit_WithAClustersName_IsTheIdAlone() =>
        Assert.That(new SlurmClient(FakeCommands.Idle()).Submit(["--parsable", "a.sh"]), Is.EqualTo("1001"));

    // Rows as squeue 22.05 prints them; the second is no array, the third another user's way to name things.
    [Test]
    public void Jobs_AQueue_IsThatOfThePrefixAlone()
    {
        SlurmClient client = new(
            FakeCommands
                .Idle()
                .Saying(
                    "squeue",
                    """
                    7|3|nastransfer-0123abcd-1-2|PENDING|Dependency
                    8|N/A|nastransfer-0123abcd-1-3|RUNNING|None
                    9|0|mine|RUNNING|None
                    10|11|nastransfer-0123abcd-2-1|RUNNING|None
                    """
                )
        );

        Assert.That(
            client.Jobs("nastransfer-0123abcd-"),
            Is.EqualTo(
                new[]
                {
                    new QueuedJob("7", 3, "nastransfer-0123abcd-1-2", "PENDING", "Dependency"),
                    new QueuedJob("10", 11, "nastransfer-0123abcd-2-1", "RUNNING", "None"),
                }
            )
        );
    }

    [TestCase("SlurmUser = root\nMaxArraySize            = 201\nMaxJobCount = 10000\n", 201)]
    [TestCase("SlurmUser = root\n", 1001)]
    public void MaxArraySize_OfAConfiguration_IsItsValueOrSlurmsOwn(string configuration, int expected) =>
        Assert.That(
            new SlurmClient(FakeCommands.Idle().Saying("scontrol", configuration)).MaxArraySize(),
            Is.EqualTo(expected)
        );

    [Test]
    public void Cancel_Nothing_AsksNothing()
    {
        FakeCommands commands = FakeCommands.Idle();

        new SlurmClient(commands).Cancel([]);

        Assert.That(commands.Asked, Is.Empty);
    }

    private static void Refuses(FakeCommands commands, string sentence) =>
        Assert.That(
            () => new SlurmClient(commands).Jobs("nastransfer-"),
            Throws.InstanceOf<BadInputException>().With.Message.EqualTo(sentence)
        );
}
