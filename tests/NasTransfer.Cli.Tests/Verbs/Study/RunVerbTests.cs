using System.Diagnostics;
using System.Text.Json;
using NasTransfer.Engine.Randomness;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Local;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli.Tests.Verbs.Study;

/// <summary>
/// The study's results are the same however it is run: with one worker or two, in another order, interrupted, and with its
/// processes killed. Every process here is a real one.
/// </summary>
[TestFixture]
public sealed class RunVerbTests
{
    // In milliseconds: about what a unit takes.
    private const int LongestDelay = 600;

    // A guard against waiting for ever on a loaded machine; nothing is claimed about how long it takes.
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(90);

    private SmallStudy study = null!;
    private string undisturbed = "";

    [OneTimeSetUp]
    public void RunItUndisturbed()
    {
        study = new SmallStudy();
        Said said = CommandLine.Run(study.Line("undisturbed", workers: 1));
        Assert.That(said.ExitCode, Is.Zero, said.Error);
        undisturbed = study.Hash("undisturbed");
    }

    [OneTimeTearDown]
    public void RemoveIt() => study.Dispose();

    [Test]
    public void Run_AgainOnTheSameStore_SaysThatAllIsStored()
    {
        Said said = CommandLine.Run(study.Line("undisturbed", workers: 1));

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        string[] lines = said.Out.TrimEnd().Split('\n');
        Assert.That(lines, Has.Length.EqualTo(study.Tasks().Length + 1));
        Assert.That(lines[..^1], Has.All.Contains("(stored)"));
        Assert.That(lines[^1], Does.StartWith($"{SmallStudy.Units} of {SmallStudy.Units} results are in"));
    }

    [Test]
    public void Run_OnATerminal_KeepsABarForTheStudyAndOneForEachWorker()
    {
        using StringWriter output = new();
        using StringWriter error = new();

        int exitCode = App.Run(
            study.Line("undisturbed", workers: 1),
            new Terminal(output, error, OutIsWatched: true, ErrorIsWatched: true)
        );

        Assert.That(exitCode, Is.Zero, error.ToString());
        // A writer is no terminal: the bars are kept, and not drawn.
        Assert.That(output.ToString(), Does.StartWith($"{SmallStudy.Units} of {SmallStudy.Units} results are in"));
    }

    [Test]
    public void Run_Json_IsAloneOnStandardOutput()
    {
        Said said = CommandLine.Run([.. study.Line("undisturbed", workers: 1), "--json"]);

        Assert.That(said.Json.GetProperty("total").GetInt32(), Is.EqualTo(SmallStudy.Units));
        Assert.That(said.Json.GetProperty("failures").GetArrayLength(), Is.Zero);
        Assert.That(said.Error, Does.Contain($"{SmallStudy.Units}/{SmallStudy.Units}"));
    }

    [Test]
    public void Verify_SomeOfAStore_GivesTheSameBitsAgain()
    {
        Said said = CommandLine.Run([.. study.VerifyLine("undisturbed", count: 3), "--json"]);

        Assert.That(said.ExitCode, Is.Zero, said.Error);
        Assert.That(said.Json.GetProperty("candidates").GetInt32(), Is.EqualTo(SmallStudy.Units));
        Assert.That(said.Json.GetProperty("units").GetArrayLength(), Is.EqualTo(3));
        // Where a report looks for it.
        string left = File.ReadAllText(Path.Combine(study.Store("undisturbed"), "verification.json"));
        Assert.That(JsonDocument.Parse(left).RootElement.GetRawText(), Is.EqualTo(said.Json.GetRawText()));
    }

    [Test]
    public void Verify_AnEmptyStore_FailsForItHasNothingToVerify()
    {
        Said said = CommandLine.Run(study.VerifyLine("nothing", count: 3));

        Assert.That(said.ExitCode, Is.EqualTo(App.Failed));
        Assert.That(said.Out, Does.Contain("0 of 0 units"));
        Assert.That(File.Exists(Path.Combine(study.Store("nothing"), "verification.json")), Is.False);
    }

    [Test]
    public void Run_TwoWorkersInAnotherOrder_GivesTheSameBits()
    {
        LocalExecutor executor = new(
            study.Input.WorkerProgram(),
            new LocalExecutorOptions { Workers = 2 },
            TimeProvider.System
        );

        ExecutionReport report = executor.Run(
            [.. study.Tasks().Reverse()],
            new RunStore(study.Store(nameof(Run_TwoWorkersInAnotherOrder_GivesTheSameBits)))
        );

        Assert.That(report.Failures, Is.Empty);
        Assert.That(study.Hash(nameof(Run_TwoWorkersInAnotherOrder_GivesTheSameBits)), Is.EqualTo(undisturbed));
    }

    [TestCase("--workers", "0", "workers is 0")]
    [TestCase("--only", "C99", "C99")]
    [TestCase("--profile", "huge", "no profile 'huge'")]
    [TestCase("--set", "augment:batchSize", "key=value")]
    public void Run_AWrongValue_IsRefused(string option, string value, string right) =>
        CommandLine.IsRefused(CommandLine.Run(CommandLine.With(study.Line("refused", 1), option, value)), right);

    [Test]
    public void Help_OfTheProgram_DoesNotNameTheWorker() =>
        Assert.That(CommandLine.Run("--help").Out, Does.Contain(" run ").And.Not.Contain(" worker "));

    [Test, Platform("Linux")]
    public void Run_Interrupted_EndsWithoutWorkersAndGoesOnLater()
    {
        const string Store = nameof(Run_Interrupted_EndsWithoutWorkersAndGoesOnLater);
        using StudyProcess first = study.Start(Store, workers: 2);
        Until(() => first.Workers.Length == 2);

        first.SendInterrupt();

        Assert.That(first.EndsWithin(LongEnough), Is.True);
        Assert.That(first.Wait(), Is.EqualTo(App.Failed));
        Assert.That(first.Error, Does.StartWith("Stopped."));
        Assert.That(study.Processes(), Is.Empty);
        Assert.That(CommandLine.Run(study.Line(Store, workers: 1)).ExitCode, Is.Zero);
        Assert.That(study.Hash(Store), Is.EqualTo(undisturbed));
    }

    [Test, Platform("Linux")]
    public void Run_TwoAtOnceOnOneStore_BothEndAndEachUnitIsRunOnce()
    {
        const string Store = nameof(Run_TwoAtOnceOnOneStore_BothEndAndEachUnitIsRunOnce);
        using StudyProcess one = study.Start(Store, workers: 1);
        using StudyProcess other = study.Start(Store, workers: 1);

        Assert.That(new[] { one.Wait(), other.Wait() }, Is.All.Zero, one.Error + other.Error);
        string[] ran =
        [
            .. (one.Out + other.Out).Split('\n').Where(line => line.Contains("(worker", StringComparison.Ordinal)),
        ];
        Assert.That(ran, Has.Length.EqualTo(study.Tasks().Length));
        Assert.That(study.Hash(Store), Is.EqualTo(undisturbed));
    }

    [Test, Platform("Linux")]
    public void Run_ProcessesKilledFiveTimes_EndsWithTheSameBitsAndNoOrphan() => Torment(kills: 5);

    /// <summary>NASTRANSFER_TEST_KILLS says how often.</summary>
    [Test, Explicit("Takes minutes."), Platform("Linux")]
    public void Run_ProcessesKilledManyTimes_EndsWithTheSameBitsAndNoOrphan() =>
        Torment(int.Parse(Environment.GetEnvironmentVariable("NASTRANSFER_TEST_KILLS") ?? "50"));

    private void Torment(int kills)
    {
        CounterRandom random = new(seed: 1, "kills");
        int killed = 0;
        int interrupted = 0;
        for (int round = 0; killed < kills; round++)
        {
            string store = $"killed-{kills}-{round}";
            int exitCode;
            do
            {
                using StudyProcess run = study.Start(store, workers: 2);
                while (killed < kills && !run.EndsWithin(TimeSpan.Zero))
                {
                    // Once a unit has begun, and at any moment of it or of the next.
                    int begun = study.UnitsBegun(store);
                    Until(() => study.UnitsBegun(store) > begun || run.EndsWithin(TimeSpan.Zero));
                    if (!run.EndsWithin(TimeSpan.FromMilliseconds(random.NextInt(LongestDelay))))
                    {
                        killed += KillSome(run, random) ? 1 : 0;
                    }
                }

                exitCode = run.Wait();
                // Workers of a dead parent end of themselves.
                Until(() => study.Processes().Length == 0);
            } while (exitCode != App.Fine);

            Assert.That(study.Hash(store), Is.EqualTo(undisturbed));
            interrupted += study.UnitsBegun(store) - SmallStudy.Units;
            TestContext.Progress.WriteLine($"{killed} of {kills} kills, {interrupted} of them within a unit");
        }

        Assert.That(interrupted, Is.Positive, "No kill hit a unit at work.");
    }

    // A worker, the parent alone, or all at once.
    private static bool KillSome(StudyProcess run, CounterRandom random)
    {
        int[] workers = run.Workers;
        int choice = random.NextInt(3);
        if (choice > 0)
        {
            run.Kill();
        }

        foreach (
            int worker in choice == 0 ? workers.Skip(random.NextInt(2)).Take(1)
            : choice == 1 ? []
            : workers
        )
        {
            try
            {
                Process.GetProcessById(worker).Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                // It was quicker.
            }
        }

        return choice > 0 || workers.Length > 0;
    }

    private static void Until(Func<bool> condition) =>
        Assert.That(condition, Is.True.After((int)LongEnough.TotalMilliseconds, pollingInterval: 50));
}
