using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Cli.Tests.Verbs.Study;

/// <summary>A study of a few seconds, in a folder of its own: real searches and trainings of very small networks.</summary>
internal sealed class SmallStudy : IDisposable
{
    // CIFAR10 to ImageNet22K with four methods: two searches of each, and a training after each.
    private const string Claim = "C24";

    public const int Units = 16;

    private const string ProfileText = """
        {
          "name": "small",
          "evidenceLevel": "L2",
          "network": { "channels": 2 },
          "methods": {
            "DARTS": { "epochs": 10, "batchSize": 4, "channels": 2, "cells": 3, "alphaLearningRate": 0.01 },
            "ENAS": {
              "epochs": 2, "batchSize": 4, "channels": 2, "cells": 3, "controllerUpdates": 2, "samplesPerUpdate": 2,
              "rewardBatchSize": 4, "traceSamples": 1, "finalSamples": 2
            },
            "NSGANet": {
              "population": 2, "offspring": 2, "generations": 2, "epochs": 1, "batchSize": 4, "channels": 2, "cells": 3
            },
            "NAO": {
              "epochs": 2, "evaluateEvery": 1, "batchSize": 4, "evaluationBatchSize": 4, "channels": 2, "cells": 3,
              "poolSize": 6, "newPerRound": 2, "hiddenSize": 8, "predictorEpochs": 3, "predictorBatchSize": 6
            }
          },
          "augment": { "batchSize": 8 },
          "dataSets": {
            "CIFAR10": {
              "folder": "cifar10", "size": 8, "classes": 2, "imagesPerClass": 8, "testImagesPerClass": 4,
              "searchImages": 16, "augmentEpochs": 1, "generated": { "seed": 1, "difficulty": 0.2 }
            },
            "ImageNet22K": {
              "folder": "in22k", "reportedSplit": "val", "size": 8, "classes": 2, "imagesPerClass": 8,
              "testImagesPerClass": 4, "augmentEpochs": 10, "generated": { "seed": 3, "difficulty": 0.4 }
            }
          },
          "counts": { "searches": 2, "random": 2, "spread": 2, "ablations": 1 },
          "cells": { "20": 3, "40": 4, "60": 5 }
        }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("nastransfer-study-").FullName;

    private readonly Lazy<ImmutableArray<UnitTask>> tasks;

    private readonly ImmutableArray<string> overrides;

    /// <param name="overrides">key=value; more epochs make a unit long enough to be met in its middle.</param>
    public SmallStudy(params string[] overrides)
    {
        this.overrides = [.. overrides];
        File.WriteAllText(ProfilePath, ProfileText);
        tasks = new(Tasks);
    }

    private string ProfilePath => Path.Combine(folder, "small.json");

    public StudyInput Input => new() { Profile = ProfilePath };

    /// <summary>In the order of the plan.</summary>
    public ImmutableArray<UnitTask> Tasks()
    {
        Profile profile = ProfileFile.Load(ProfilePath, overrides, new Hashtable());
        StudyPlan plan = StudyPlan.Of(profile, PaperExperiments.Paper, ClaimNeeds.ExperimentsOf([Claim]));
        return UnitPlan.Of(plan, new StudyImages(profile, new GeneratedDataSource())).Tasks;
    }

    /// <summary>The folder of a store; made when something is put into it.</summary>
    public string Store(string name) => Path.Combine(folder, name);

    /// <summary>What <c>nastransfer run</c> is given.</summary>
    public string[] Line(string store, int workers) => [.. Verb("run", store), "--workers", $"{workers}"];

    /// <summary>The same for the jobs of a cluster.</summary>
    public string[] SlurmLine(string store) =>
        [.. Verb("run", store), "--executor", "slurm", "--set", "slurm:timeLimit=10"];

    /// <summary>What <c>nastransfer status</c> is given.</summary>
    public string[] StatusLine(string store) => Verb("status", store);

    /// <summary>What <c>nastransfer verify</c> is given.</summary>
    public string[] VerifyLine(string store, int count) => [.. Verb("verify", store), "--count", $"{count}"];

    private string[] Verb(string verb, string store) =>
        [
            verb,
            "--profile",
            ProfilePath,
            "--only",
            Claim,
            "--store",
            Store(store),
            .. overrides.SelectMany(pair => (string[])["--set", pair]),
        ];

    /// <summary>Over every result of a store, and over which there are.</summary>
    public string Hash(string store)
    {
        IEnumerable<string> results = Directory
            .GetFiles(Store(store), "result.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(Store(store), file)} {File.ReadAllText(file)}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', results))));
    }

    /// <summary>How often a unit of a store was begun, or gone on with.</summary>
    public int UnitsBegun(string store)
    {
        RunStore results = new(Store(store));
        return tasks
            .Value.Select(task => task.UnitIn(results))
            .OfType<Unit>()
            .Sum(unit => results.EventsOf(unit).Read().Events.OfType<UnitStarted>().Count());
    }

    /// <summary>The program as a process of its own, as a person starts it.</summary>
    public StudyProcess Start(string store, int workers)
    {
        ProcessStartInfo start = new("dotnet", [Input.WorkerProgram().Assembly, .. Line(store, workers)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new StudyProcess(Process.Start(start)!, this);
    }

    /// <summary>Processes whose command line names this study, but for one that is known.</summary>
    public int[] Processes(int except = 0) =>
        [
            .. RunningPrograms
                .Where(words => words.Any(word => word.Contains(ProfilePath, StringComparison.Ordinal)))
                .Where(id => id != except),
        ];

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

/// <summary><c>nastransfer run</c> in a process of its own, with its workers.</summary>
internal sealed partial class StudyProcess : IDisposable
{
    private const int Interrupt = 2;

    private readonly Process process;
    private readonly SmallStudy study;
    private readonly Task<string> output;
    private readonly Task<string> error;

    public StudyProcess(Process process, SmallStudy study)
    {
        this.process = process;
        this.study = study;
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public int[] Workers => study.Processes(except: process.Id);

    public string Out => output.Result;

    public string Error => error.Result;

    public bool EndsWithin(TimeSpan time) => process.WaitForExit(time);

    /// <summary>Waits for the end, and returns the exit code.</summary>
    public int Wait()
    {
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>SIGKILL to the process alone.</summary>
    public void Kill() => process.Kill();

    /// <summary>What Ctrl-C sends.</summary>
    public void SendInterrupt() => Assert.That(SendSignal(process.Id, Interrupt), Is.Zero);

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
