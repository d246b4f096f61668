using System.Diagnostics;
using System.Runtime.Versioning;

namespace NasTransfer.Cli.Tests;

/// <summary>build.sh and the Cake scripts: what they say before anything is built.</summary>
[TestFixture]
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[Platform("Linux,MacOsX", Reason = "build.sh is for them.")]
public sealed class BuildScriptTests
{
    private TemporaryFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void Build_NoDotnetOnThePath_SaysWhatToInstallAndWhereItIsDocumented()
    {
        Said said = Build(path: "", "--target=Test");
        Assert.That(said.ExitCode, Is.EqualTo(2));
        Assert.That(said.Error, Does.Contain(".NET 10 SDK").And.Contain("https://").And.Contain("no dotnet"));
    }

    [Test]
    public void Build_OlderSdk_SaysWhichIsThereAndWhichIsNeeded()
    {
        // Answers as the muxer does when no SDK satisfies global.json.
        string muxer = folder["dotnet"];
        File.WriteAllText(
            muxer,
            "#!/bin/sh\nif [ \"$1\" = --list-sdks ]; then echo '8.0.404 [/usr/share/dotnet/sdk]'; else exit 155; fi\n"
        );
        File.SetUnixFileMode(muxer, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Said said = Build(Path.GetDirectoryName(muxer)!, "--target=Test");
        Assert.That(said.ExitCode, Is.EqualTo(2));
        Assert.That(said.Error, Does.Contain(".NET 10 SDK").And.Contain("8.0.404").And.Contain("https://"));
    }

    [TestCase("--target=Tset", "'Tset'", "Reproduce")]
    [TestCase("--colour=red", "--colour", "--profile")]
    [TestCase("--target=Reproduce --profile=huge", "'huge'", "tiny")]
    [TestCase("--target=Reproduce --data=no-such-folder", "no-such-folder", "no folder")]
    [TestCase("--target=Reproduce --device=tpu", "'tpu'", "cpu or cuda")]
    [TestCase("--target=Reproduce --executor=cloud", "'cloud'", "local or slurm")]
    [TestCase("--target=Reproduce --device=cuda", "--device=cuda", "Accelerator=cuda")]
    public void Build_WrongArgument_GetsOneSentence(string arguments, string thing, string right)
    {
        Said said = Build(Environment.GetEnvironmentVariable("PATH")!, arguments.Split(' '));
        Assert.That(said.ExitCode, Is.EqualTo(2), said.Out + said.Error);
        Assert.That(said.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(said.Error, Does.Contain(thing).And.Contain(right));
    }

    [Test]
    public void Build_NoTarget_ListsThem()
    {
        Said said = Build(Environment.GetEnvironmentVariable("PATH")!);
        Assert.That(said.ExitCode, Is.Zero, said.Error);
        foreach (string target in (string[])["Test", "Reproduce", "Data", "Audit", "Lint", "Coverage", "Clean"])
        {
            Assert.That(said.Out, Does.Match($@"(?m)^  {target}\s"));
        }
    }

    // From another folder than the repository, as it may be called from anywhere.
    private Said Build(string path, params string[] arguments)
    {
        const string SystemTools = "/usr/bin:/bin";
        var start = new ProcessStartInfo("/bin/bash", [Repository.PathOf("build.sh"), .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(folder["x"]),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = path.Length == 0 ? WithoutDotnet(SystemTools) : $"{path}:{SystemTools}";
        start.Environment.Remove("Accelerator");
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Said(process.ExitCode, output, error.Result);
    }

    // Where dotnet lies among the system's tools, these are linked one by one into a folder without it.
    private string WithoutDotnet(string path)
    {
        string[] folders = path.Split(':');
        if (!folders.Any(place => File.Exists(Path.Combine(place, "dotnet"))))
        {
            return path;
        }

        string tools = Directory.CreateDirectory(folder["tools"]).FullName;
        foreach (string tool in (string[])["dirname", "cut", "paste", "grep"])
        {
            string found = folders.Select(place => Path.Combine(place, tool)).First(File.Exists);
            File.CreateSymbolicLink(Path.Combine(tools, tool), found);
        }

        return tools;
    }
}
