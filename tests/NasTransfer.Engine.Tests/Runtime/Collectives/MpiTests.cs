using System.Diagnostics;
using NasTransfer.Engine.Runtime.Collectives.Mpi;
using NasTransfer.Engine.Training.Checkpoints;

namespace NasTransfer.Engine.Tests.Runtime.Collectives;

/// <summary>Two ranks under each real launcher. <see cref="RankProgram"/> is what they run.</summary>
[TestFixtureSource(typeof(Mpirun), nameof(Mpirun.Both))]
internal sealed class MpiTests(Mpirun mpirun)
{
    private const int Ranks = 2;

    // A rank that is killed, and what its launcher does then, take a second or two.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private string folder = null!;

    [SetUp]
    public void SetUp()
    {
        mpirun.Require();
        folder = Directory.CreateTempSubdirectory("nastransfer-ranks-").FullName;
    }

    [TearDown]
    public void RemoveFolder()
    {
        if (folder is not null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Exchange_OfEveryKind_IsRightOnAllRanks() =>
        Assert.That(Succeed(RankWork.Exchange).Select(report => report.Problem), Is.All.Null);

    // UCX, which Debian's MPICH uses, takes SIGSEGV unless it is told not to.
    [Test]
    public void NullReference_AfterTheRanksHaveMet_CanBeCaught() =>
        Assert.That(Succeed(RankWork.NullReference).Select(report => report.Problem), Is.All.Null);

    // Without batch normalisation the ranks differ from one process by the order of sums alone.
    [Test]
    public void Steps_OnTwoRanks_AreThoseOfOneProcess()
    {
        RankReport[] reports = Succeed(RankWork.Steps);
        float[] two = RankProgram.Weights(folder);
        Alone(RankWork.Steps);
        float[] one = RankProgram.Weights(folder);

        Assert.That(reports[1].Weights, Is.EqualTo(reports[0].Weights));
        Assert.That(two, Is.EqualTo(one).Within(1e-5));
        Assert.That(one.Max(Math.Abs), Is.GreaterThan(0.1));
    }

    [Test]
    public void Evaluation_OfImagesThatTheRanksCannotShareEvenly_CountsEachOnce()
    {
        RankReport[] reports = Succeed(RankWork.Count);
        RankReport alone = Alone(RankWork.Count);

        Assert.That(reports.Select(report => report.Images), Is.All.EqualTo(511));
        Assert.That(reports.Select(report => report.Hits), Is.All.EqualTo(alone.Hits));
        Assert.That(alone.Images, Is.EqualTo(511));
    }

    [Test]
    public void Augment_WhateverHappensToARank_EndsAllOfThemAndResumesToTheSameBits()
    {
        string uninterrupted = Same(Succeed(RankWork.Augment));
        foreach (RankFault fault in (RankFault[])[RankFault.Kill, RankFault.Throw, RankFault.Abort, RankFault.Stop])
        {
            new CheckpointFile(Path.Combine(folder, "checkpoint")).Delete();
            Launched broken = mpirun.Run(Ranks, RankProgram.Line(folder, RankWork.Augment, fault));

            Assert.That(broken.ExitCode, Is.Not.Zero, fault.ToString());
            if (fault is RankFault.Abort or RankFault.Stop)
            {
                Assert.That(
                    broken.ExitCode,
                    Is.EqualTo(fault == RankFault.Stop ? RankProgram.StopCode : RankProgram.AbortCode)
                );
            }

            AssertNoneIsLeft();
            Assert.That(File.Exists(Path.Combine(folder, "checkpoint")), Is.True);
            Assert.That(Same(Succeed(RankWork.Augment)), Is.EqualTo(uninterrupted), fault.ToString());
        }
    }

    [Test]
    public void Join_WithTheLibraryOfTheOtherFamily_EndsWith70AndNamesIt()
    {
        (Mpirun other, string file) =
            mpirun == Mpirun.OpenMpi ? (Mpirun.Mpich, "libmpich.so.12") : (Mpirun.OpenMpi, "libmpi.so.40");
        other.Require();
        Launched ended = mpirun.Run(Ranks, RankProgram.Line(folder, RankWork.Exchange), (MpiLibrary.Variable, file));

        Assert.That(ended.ExitCode, Is.EqualTo(RankProgram.FailureCode), ended.ToString());
        Assert.That(
            ended.Output + ended.Error,
            Does.Contain("started 2 processes")
                .And.Contain(mpirun == Mpirun.OpenMpi ? "MPICH Version" : "Open MPI v")
                .And.Contain(file)
                .And.Contain("knows of 1")
        );
        AssertNoneIsLeft();
    }

    private RankReport[] Succeed(RankWork work)
    {
        Launched ended = mpirun.Run(Ranks, RankProgram.Line(folder, work));
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        RankReport[] reports = RankProgram.Reports(folder);
        Assert.That(reports, Has.Length.EqualTo(Ranks));
        return reports;
    }

    // The same program, started by itself.
    private RankReport Alone(RankWork work)
    {
        ProcessStartInfo start = new("dotnet", RankProgram.Line(folder, work)) { UseShellExecute = false };
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero);
        return RankProgram.Reports(folder)[0];
    }

    private static string Same(RankReport[] reports)
    {
        Assert.That(reports.Select(report => report.Weights), Is.All.EqualTo(reports[0].Weights).And.All.Not.Null);
        return reports[0].Weights!;
    }

    private void AssertNoneIsLeft() =>
        Assert.That(
            () => RankProgram.Reports(folder).Where(report => Directory.Exists($"/proc/{report.ProcessId}")),
            Is.Empty.After((int)Patience.TotalMilliseconds, 50)
        );
}
