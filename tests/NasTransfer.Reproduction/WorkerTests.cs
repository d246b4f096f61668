using NasTransfer.Cli;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Local;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Reproduction;

/// <summary>The claims are computed by worker processes: this is the first that there is one beside them, and that it works.</summary>
[TestFixture]
public sealed class WorkerTests
{
    [Test]
    public void Worker_OfThisProfile_RunsAUnit()
    {
        string folder = Directory.CreateTempSubdirectory("nastransfer-worker-").FullName;
        try
        {
            RunStore store = new(folder);
            SearchUnit unit = new()
            {
                Options = new RandomSamplingOptions(),
                Seed = 1,
                Numerics = new Numerics(
                    Numerics.CurrentVersion,
                    ReproductionSession.Current.Profile.Device,
                    ReproductionSession.Current.Profile.InstructionSet
                ),
            };
            LocalExecutor executor = new(
                new StudyInput { Profile = ReproductionSession.Current.Profile.Name }.WorkerProgram(),
                new LocalExecutorOptions { Workers = 1 },
                TimeProvider.System
            );

            ExecutionReport report = executor.Run([new UnitTask(unit.Title, unit, Augment: null)], store);

            Assert.That(report.Failures, Is.Empty);
            Assert.That(store.Find<SearchResult>(unit), Is.Not.Null);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
