using System.Diagnostics;
using NasTransfer.Engine.Runtime.Collectives.Nccl;

namespace NasTransfer.Engine.Tests.Runtime.Collectives;

/// <summary>
/// The binding of NCCL against a double of it, which nccl-double.c is: no GPU is needed, and nothing of NVIDIA's. What the
/// double does not show is that NCCL itself agrees with its own documentation.
/// </summary>
internal sealed class NcclTests
{
    // nccl-double.c is linked to Open MPI.
    private static readonly Mpirun Launcher = Mpirun.OpenMpi;

    private string folder = null!;

    [SetUp]
    public void SetUp()
    {
        Launcher.Require();
        Mpirun.Require("gcc");
        folder = Directory.CreateTempSubdirectory("nastransfer-nccl-").FullName;
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
    public void Steps_ThroughNccl_AreThoseThroughMpi()
    {
        string library = BuildDouble();
        string log = Path.Combine(folder, "calls");
        Launched plain = Launcher.Run(2, RankProgram.Line(folder, RankWork.Steps));
        string expected = RankProgram.Reports(folder)[0].Weights!;
        Launched nccl = Launcher.Run(
            2,
            RankProgram.Line(folder, RankWork.NcclSteps),
            (NcclLibrary.Variable, library),
            ("NCCL_DOUBLE_LOG", log)
        );

        Assert.That(plain.ExitCode, Is.Zero, plain.ToString());
        Assert.That(nccl.ExitCode, Is.Zero, nccl.ToString());
        Assert.That(RankProgram.Reports(folder).Select(report => report.Weights), Is.All.EqualTo(expected));
        // 611 parameters: 8·(3·9 + 1) of the convolution, 3·(8·16 + 1) of the classifier. 200 images in batches of 32 are
        // 7 steps, five times.
        string[] exchange = ["broadcast of 2444 bytes of 0", .. Enumerable.Repeat("sum of 611 of type 7", 35)];
        Assert.That(File.ReadAllLines(log + ".0"), Is.EqualTo((string[])["id", "meet 0 of 2", .. exchange]));
        Assert.That(File.ReadAllLines(log + ".1"), Is.EqualTo((string[])["meet 1 of 2", .. exchange]));
    }

    [Test]
    public void TryLoad_AFileThatIsNotThere_NamesTheVariable() =>
        Assert.That(
            () => NcclLibrary.TryLoad(new Dictionary<string, string> { [NcclLibrary.Variable] = "no-such-library.so" }),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo(
                    "NASTRANSFER_NCCL_LIBRARY is 'no-such-library.so', which cannot be loaded; name a libnccl.so.2."
                )
        );

    private string BuildDouble()
    {
        string source = Path.Combine(
            TestContext.CurrentContext.TestDirectory,
            "Runtime",
            "Collectives",
            "nccl-double.c"
        );
        string library = Path.Combine(folder, "libnccl-double.so");
        using Process gcc = Process.Start(
            new ProcessStartInfo("gcc", ["-shared", "-fPIC", "-Wall", "-o", library, source, "-l:libmpi.so.40"])
        )!;
        gcc.WaitForExit();
        Assert.That(gcc.ExitCode, Is.Zero);
        return library;
    }
}
