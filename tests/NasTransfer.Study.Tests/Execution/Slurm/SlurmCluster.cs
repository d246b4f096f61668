using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NasTransfer.Study.Tests.Execution.Slurm;

/// <summary>
/// A Slurm cluster of one node, on the loopback interface and in a temporary folder: three daemons, started here and ended
/// here. No file of the system is used.
/// </summary>
internal sealed class SlurmCluster : IDisposable
{
    /// <summary>A partition whose jobs send those of the main one back to the queue.</summary>
    public const string Urgent = "urgent";
    public const int Processors = 4;

    private const string ConfigurationVariable = "SLURM_CONF";
    private const int GraceSeconds = 5;

    // Starting takes less than a second where nothing else runs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("nastransfer-slurm-").FullName;
    private readonly List<Process> daemons = [];

    private SlurmCluster()
    {
        foreach (string name in (string[])["state", "spool", "log", "run"])
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
        }

        File.WriteAllText(Path.Combine(folder, "slurm.conf"), Configuration());
        // Slurm 22.05 has no way to say that there are no control groups.
        File.WriteAllText(Path.Combine(folder, "cgroup.conf"), "CgroupPlugin=autodetect\n");
        Environment.SetEnvironmentVariable(ConfigurationVariable, Path.Combine(folder, "slurm.conf"));
        Say("mungekey", "-c", "-k", At("munge.key"), "-b", "1024");
        Start(
            "munged",
            "--foreground",
            $"--key-file={At("munge.key")}",
            $"--socket={At("run/munge.sock")}",
            $"--pid-file={At("run/munged.pid")}",
            $"--seed-file={At("run/munge.seed")}",
            "--num-threads=1",
            "--force"
        );
        Until(() => File.Exists(At("run/munge.sock")), "munged");
        Start("slurmctld", "-D", "-c", "-f", At("slurm.conf"));
        Start("slurmd", "-D", "-c", "-f", At("slurm.conf"), "-N", HostName);
        Until(() => Say("sinfo", "--noheader", "--format=%T").Trim() == "idle", "slurmctld and slurmd");
    }

    private static string HostName => Dns.GetHostName().Split('.')[0];

    /// <summary>A cluster; ends the test where Slurm is not installed, which CI must have.</summary>
    public static SlurmCluster Start()
    {
        if (!OperatingSystem.IsLinux() || Find("slurmctld") is null || Find("munged") is null)
        {
            const string Missing = "Slurm is not installed; build/ci/install-cluster.sh installs it on Debian.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail(Missing);
            }

            Assert.Ignore(Missing);
        }

        return new SlurmCluster();
    }

    /// <summary>Runs one of Slurm's commands.</summary>
    /// <returns>What it writes to standard output.</returns>
    public static string Say(string command, params string[] arguments)
    {
        ProcessStartInfo start = new(Find(command)!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said;
    }

    public void Dispose()
    {
        Say("scancel", "--me");
        try
        {
            Until(() => Say("squeue", "--noheader").Length == 0, "the last jobs");
        }
        finally
        {
            Environment.SetEnvironmentVariable(ConfigurationVariable, null);
            // The node before its controller, and the key last.
            daemons.Reverse();
            foreach (Process daemon in daemons)
            {
                End(daemon);
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    public static void Until(Func<bool> condition, string what)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > Patience)
            {
                Assert.Fail($"Waited {Patience.TotalSeconds:N0} s for {what}.");
            }

            Thread.Sleep(100);
        }
    }

    private static void End(Process daemon)
    {
        Say("kill", "-TERM", $"{daemon.Id}");
        if (!daemon.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            daemon.Kill(entireProcessTree: true);
        }

        daemon.Dispose();
    }

    private string At(string path) => Path.Combine(folder, path);

    private void Start(string command, params string[] arguments)
    {
        ProcessStartInfo start = new(Find(command)!, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        daemons.Add(process);
    }

    // A user's PATH may lack the folders of daemons.
    private static string? Find(string command) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin"
            .Split(':')
            .Select(place => Path.Combine(place, command))
            .FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // cred_expire: a requeued job waits for it, two minutes unless said.
    private string Configuration() =>
        $"""
            ClusterName=nastransfer
            SlurmctldHost={HostName}(127.0.0.1)
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            SlurmUser={Environment.UserName}
            SlurmdUser={Environment.UserName}
            AuthType=auth/munge
            CredType=cred/munge
            AuthInfo=socket={At("run/munge.sock")},cred_expire=5
            CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
            StateSaveLocation={At("state")}
            SlurmdSpoolDir={At("spool")}
            SlurmctldPidFile={At("run/slurmctld.pid")}
            SlurmdPidFile={At("run/slurmd.pid")}
            SlurmctldLogFile={At("log/slurmctld.log")}
            SlurmdLogFile={At("log/slurmd.log")}
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            JobAcctGatherType=jobacct_gather/none
            AccountingStorageType=accounting_storage/none
            JobCompType=jobcomp/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            SchedulerType=sched/backfill
            SchedulerParameters=sched_interval=1,bf_interval=2,sched_min_interval=100000
            MpiDefault=none
            ReturnToService=2
            JobRequeue=1
            KillWait=3
            MinJobAge=600
            SlurmdParameters=config_overrides
            NodeName={HostName} NodeAddr=127.0.0.1 CPUs={Processors} Boards=1 SocketsPerBoard=1 CoresPerSocket={Processors} ThreadsPerCore=1 State=UNKNOWN
            PreemptType=preempt/partition_prio
            PreemptMode=REQUEUE
            PartitionName=main Nodes=ALL Default=YES MaxTime=60 State=UP OverSubscribe=NO PriorityTier=1 GraceTime={GraceSeconds}
            PartitionName={Urgent} Nodes=ALL MaxTime=60 State=UP OverSubscribe=NO PriorityTier=2 PreemptMode=OFF

            """;
}
