using System.Text.Json.Nodes;

namespace NasTransfer.Cli.Tests.Verbs.Study;

[TestFixture]
public sealed class ReportVerbTests
{
    private const string Runs = """
        source,proxy,target,method,search_seed,augment_seed,cells,drop_path,auxiliary,cutout,top1
        CIFAR10,,ImageNet1K,DARTS,1,2,20,0,0,0,71.58
        ,,ImageNet1K,RandomSampling,1,2,20,0,0,0,70.45
        """;

    private TemporaryFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void Report_AnEmptyStore_SaysOfEveryClaimWhatRunsIt()
    {
        Directory.CreateDirectory(folder["store"]);
        File.WriteAllText(folder["mine.csv"], Runs);

        Said said = CommandLine.Run(
            "report",
            "--profile",
            "tiny",
            "--store",
            folder["store"],
            "--out",
            folder["pages"],
            "--results",
            folder["mine.csv"],
            "--json"
        );

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(File.Exists(said.Json.GetProperty("page").GetString()), Is.True);
        JsonNode report = JsonNode.Parse(File.ReadAllText(Path.Combine(folder["pages"], "claims.json")))!;
        Assert.That(
            report["columns"]!.AsArray().Select(column => (string?)column!["id"]),
            Is.EqualTo(new[] { "paper", "tiny", "results: mine.csv" })
        );
        Assert.That(report["notTested"]!.AsArray(), Has.Count.EqualTo(25));
        Assert.That(
            (string?)report["notTested"]![0]!["command"],
            Is.EqualTo("./build.sh --target=Reproduce --profile=tiny --only=C01")
        );
        // Nothing ran, and nothing was left in the store.
        Assert.That(Directory.EnumerateFileSystemEntries(folder["store"]), Is.Empty);
    }

    [Test]
    public void Report_NoStore_IsRefused() =>
        CommandLine.IsRefused(
            CommandLine.Run("report", "--store", folder["nothing"], "--out", folder["pages"]),
            "nothing",
            "run store"
        );

    [Test]
    public void Report_TwoFilesOfOneName_AreRefused()
    {
        Directory.CreateDirectory(folder["store"]);
        Directory.CreateDirectory(folder["a"]);
        string[] files = [folder["mine.csv"], Path.Combine(folder["a"], "mine.csv")];
        foreach (string file in files)
        {
            File.WriteAllText(file, Runs);
        }

        Said said = CommandLine.Run(
            "report",
            "--store",
            folder["store"],
            "--out",
            folder["pages"],
            "--results",
            files[0],
            "--results",
            files[1]
        );

        CommandLine.IsRefused(said, "mine.csv", "different names");
    }
}
