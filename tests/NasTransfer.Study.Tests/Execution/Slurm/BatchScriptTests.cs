using System.Diagnostics;
using System.Runtime.Versioning;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Execution.Workers;
using NasTransfer.Study.Store;

namespace NasTransfer.Study.Tests.Execution.Slurm;

/// <summary>What Slurm is given; the script is run here by bash, with commands of Slurm that only say that they were called.</summary>
[TestFixture]
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[Platform("Linux,MacOsX", Reason = "The script is for bash.")]
public sealed class BatchScriptTests
{
    private static readonly JobArray Array = new(
        2,
        Ranks: 1,
        new Predecessor(1, null),
        [new ManifestLine(0, [UnitTasks.Training(1, 101)]), new ManifestLine(3, [UnitTasks.Training(4, 101)])]
    );

    private string folder = "";
    private RunStore store = null!;

    [SetUp]
    public void MakeAStore()
    {
        folder = Directory.CreateTempSubdirectory("nastransfer-script-").FullName;
        store = new RunStore(Path.Combine(folder, "store"));
    }

    [TearDown]
    public void RemoveTheStore() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Arguments_OfPlainSettings_AskForTheLeast() =>
        Assert.That(
            Shown(string.Join('\n', Script(new SlurmSettings()).Arguments("77"))),
            Is.EqualTo(
                """
                --parsable
                --job-name=nastransfer-ID-5-2
                --array=0,3
                --dependency=aftercorr:77
                --kill-on-invalid-dep=yes
                --requeue
                --open-mode=append
                --output=STORE/slurm/5/2_%a.out
                --chdir=STORE/slurm/5
                --time=24:00:00
                --signal=B:TERM@120
                --ntasks=1
                --cpus-per-task=1
                STORE/slurm/5/2.sh
                """
            )
        );

    [Test]
    public void Arguments_OfEverySetting_AskForIt()
    {
        SlurmSettings settings = new()
        {
            Partition = "gpu",
            Account = "nas",
            Qos = "long",
            GpusPerTask = 1,
            CpusPerTask = 5,
            MemoryPerCpu = "8G",
            TimeLimit = "2-00:00:00",
            MaxRunning = 16,
            SignalSeconds = 300,
        };

        Assert.That(
            Script(settings).Arguments(dependency: null),
            Is.SupersetOf(
                    new[]
                    {
                        "--array=0,3%16",
                        "--time=2-00:00:00",
                        "--signal=B:TERM@300",
                        "--cpus-per-task=5",
                        "--gpus-per-task=1",
                        "--mem-per-cpu=8G",
                        "--partition=gpu",
                        "--account=nas",
                        "--qos=long",
                    }
                )
                .And.None.StartsWith("--dependency")
        );
    }

    [Test]
    public void Lines_OfAPrologue_StandInFrontOfTheCommand() =>
        Assert.That(
            Shown(Script(new SlurmSettings { Prologue = ["module load gcc/13", "ulimit -l unlimited"] }).Lines),
            Does.StartWith(
                """
                #!/bin/bash
                # nastransfer-ID-5-2: each task runs the units of its line of the manifest.
                set -u
                module load gcc/13
                ulimit -l unlimited
                task=${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}

                DOTNET \
                  job.dll \
                  job \
                  --set \
                  'slurm:prologue=it'\''s' \
                  --store \
                  STORE \
                  --manifest \
                  STORE/slurm/5/2.jsonl \
                  --task "$SLURM_ARRAY_TASK_ID" &
                child=$!

                """
            )
        );

    [Test]
    public void Lines_OfSeveralRanks_StartThemThroughSrun()
    {
        BatchScript script = Script(new SlurmSettings { Mpi = "pmi2", CpusPerTask = 3 }, ranks: 96);

        Assert.That(
            Shown(script.Lines),
            Does.Contain(
                """
                srun \
                  --ntasks=96 \
                  --cpus-per-task=3 \
                  --kill-on-bad-exit=1 \
                  --mpi=pmi2 \
                  DOTNET \

                """
            )
        );
        // To all steps, that is to the ranks.
        Assert.That(
            script.Arguments(dependency: null),
            Is.SupersetOf(new[] { "--ntasks=96", "--cpus-per-task=3", "--signal=TERM@120" })
        );
    }

    // Exit code of the program, earlier requeues, state of the job: whether it is requeued.
    [TestCase(0, 0, "RUNNING", false)]
    [TestCase(2, 0, "RUNNING", false, Description = "Bad input stays bad.")]
    [TestCase(1, 0, "RUNNING", true)]
    [TestCase(1, 1, "RUNNING", true)]
    [TestCase(1, 2, "RUNNING", false)]
    [TestCase(137, 0, "RUNNING", true, Description = "Killed.")]
    [TestCase(1, 0, "COMPLETING", false, Description = "Somebody has cancelled it.")]
    [TestCase(85, 2, "RUNNING", true, Description = "A stop is no failure.")]
    [TestCase(85, 0, "", false)]
    public void Lines_InBash_RequeueWhatMayEndBetter(int exitCode, int restarts, string state, bool requeued)
    {
        Said said = RunScript($"exit {exitCode}", restarts, state, terminate: false);

        Assert.That(said.ExitCode, Is.EqualTo(exitCode), said.Text);
        Assert.That(said.Text.Contains("scontrol requeue 70_3"), Is.EqualTo(requeued), said.Text);
        Assert.That(
            said.Text.Contains($"Ended with exit code {exitCode}; comes again."),
            Is.EqualTo(requeued),
            said.Text
        );
    }

    [Test]
    public void Lines_InBashToldToStop_HandItOnAndWaitForTheProgram()
    {
        Said said = RunScript(
            "trap 'sleep 0.3; echo saved; exit 85' TERM; touch \"$(dirname \"$0\")/began\"; while :; do sleep 0.1; done",
            restarts: 5,
            "RUNNING",
            terminate: true
        );

        Assert.That(said.ExitCode, Is.EqualTo(SlurmJob.Stopped), said.Text);
        Assert.That(said.Text, Does.Contain("saved").And.Contain("scontrol requeue 70_3"));
    }

    private BatchScript Script(SlurmSettings settings, int ranks = 1) =>
        new(
            Array with
            {
                Ranks = ranks,
            },
            new SubmissionFolder(store, 5),
            store,
            settings,
            new WorkerProgram("job.dll", ["job", "--set", "slurm:prologue=it's"])
        );

    private string Shown(string text) =>
        text.Replace(store.Folder, "STORE")
            .Replace(ArrayName.StoreIdOf(store), "ID")
            .Replace(new WorkerProgram("job.dll", []).CommandLine[0], "DOTNET");

    private Said RunScript(string program, int restarts, string state, bool terminate)
    {
        string tools = Directory.CreateDirectory(Path.Combine(folder, "tools")).FullName;
        string host = Write(tools, "host", program);
        Write(tools, "squeue", $"echo {state}");
        Write(tools, "scontrol", "echo scontrol \"$@\"");
        // The script waits for Slurm to end it; here nobody does.
        string text = Script(new SlurmSettings())
            .Lines.Replace(new WorkerProgram("job.dll", []).CommandLine[0], host)
            .Replace("sleep 60", "true");
        ProcessStartInfo start = new("/bin/bash", [Write(tools, "script", text)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["SLURM_ARRAY_JOB_ID"] = "70";
        start.Environment["SLURM_ARRAY_TASK_ID"] = "3";
        start.Environment["SLURM_RESTART_COUNT"] = $"{restarts}";
        using Process process = Process.Start(start)!;
        if (terminate)
        {
            SlurmCluster.Until(() => File.Exists(Path.Combine(tools, "began")), "the program");
            using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            kill.WaitForExit();
        }

        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Said(process.ExitCode, output + error.Result);
    }

    private static string Write(string folder, string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text.StartsWith("#!") ? text : $"#!/bin/bash\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private sealed record Said(int ExitCode, string Text);
}
