using System.Diagnostics;
using System.Text.Json;

namespace NasTransfer.Engine.Tests.Runtime;

/// <summary>Which native packages the build asks for (build/Libtorch.targets); MSBuild evaluates, nothing is restored.</summary>
[TestFixture]
public sealed class NativeLibraryBuildTests
{
    [Test]
    public void Packages_Cuda_AreTorchSharpsBundleAndNoLibtorchForTheCpu()
    {
        string[] packages = Packages("-p:Accelerator=cuda");
        Assert.That(packages, Has.Member("TorchSharp-cuda-linux"));
        Assert.That(packages, Has.None.StartsWith("libtorch-cpu"));
    }

    [Test]
    public void Packages_Unsaid_AreTheLibtorchOfThisPlatformAlone()
    {
        string[] packages = Packages();
        Assert.That(packages, Has.None.EqualTo("TorchSharp-cuda-linux"));
        Assert.That(
            packages.Count(package => package.StartsWith("libtorch-cpu", StringComparison.Ordinal)),
            Is.EqualTo(1)
        );
    }

    [TestCase("win-x64")]
    [TestCase("osx-arm64")]
    public void Packages_ForAnotherPlatform_AreThatPlatforms(string platform) =>
        Assert.That(Packages($"-p:RuntimeIdentifier={platform}"), Has.Member($"libtorch-cpu-{platform}"));

    [TestCase("-p:Accelerator=tpu", "'tpu'", "'cpu' (default) or 'cuda'")]
    [TestCase("-p:LibtorchRid=linux-arm64", "'linux-arm64'", "linux-x64")]
    public void Build_WhatThereIsNot_IsOneError(string property, string thing, string right)
    {
        var (exitCode, output) = MSBuild("-t:CheckAccelerator", "-v:quiet", property);
        Assert.That(exitCode, Is.Not.Zero);
        Assert.That(output, Does.Contain(thing).And.Contain(right));
    }

    private static string[] Packages(params string[] properties)
    {
        var (exitCode, output) = MSBuild(["-getItem:PackageReference", .. properties]);
        Assert.That(exitCode, Is.Zero, output);
        using var document = JsonDocument.Parse(output);
        return
        [
            .. document
                .RootElement.GetProperty("Items")
                .GetProperty("PackageReference")
                .EnumerateArray()
                .Select(package => package.GetProperty("Identity").GetString()!),
        ];
    }

    private static (int ExitCode, string Output) MSBuild(params string[] arguments)
    {
        string? root = TestContext.CurrentContext.TestDirectory;
        while (!File.Exists(Path.Combine(root!, "NasTransfer.sln")))
        {
            root = Path.GetDirectoryName(root);
        }

        string project = Path.Combine(root!, "src", "NasTransfer.Cli", "NasTransfer.Cli.csproj");
        var start = new ProcessStartInfo("dotnet", ["msbuild", project, "-nologo", .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = root,
        };
        // What a test host sets for itself is not for a build of its own.
        start.Environment.Remove("Accelerator");
        foreach (
            string name in start
                .Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.Ordinal))
                .ToArray()
        )
        {
            start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
