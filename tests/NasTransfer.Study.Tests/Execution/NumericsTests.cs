using System.Runtime.InteropServices;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Execution;

/// <summary>
/// A stored result is reused wherever its unit's key is the same, and the key knows the engine only by
/// <see cref="Numerics.CurrentVersion"/>. So a change of the engine's bits has to raise that version: these tests notice it.
/// </summary>
[TestFixture]
public sealed class NumericsTests
{
    private const string RaiseIt =
        "The engine gives other bits for the same unit. If that is wanted, raise Numerics.CurrentVersion and take over the new values here.";

    // The stem's feature maps lie plane by plane below eight channels, and pixel by pixel from there on.
    [TestCase(4, "30290e08fdfa8d11733f7686375cef31b1f4c151900bfe8406f0537589677279")]
    [TestCase(8, "456297dbc7d0244df2b0e533676eb5aed08a6e8f9671eabd0c871cd3599c3e88")]
    public void CurrentVersion_OfTheEngine_StandsForTheseBits(int channels, string expected)
    {
        // Approved on x86-64 with the AVX2 pin, libtorch 2.10.0.
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            Assert.Ignore("The approved bits are those of x86-64.");
        }

        var (search, training) = Run(channels);

        Assert.Multiple(() =>
        {
            Assert.That(Numerics.CurrentVersion, Is.EqualTo(3));
            Assert.That(Fingerprint(search, training), Is.EqualTo(expected), RaiseIt);
        });
    }

    private static (SearchResult, AugmentResult) Run(int channels)
    {
        TorchRuntime.Start(new RuntimeOptions());
        StudyPlan plan = SmallStudy.Plan(
            SmallStudy.Profile(
                overrides:
                [
                    "methods:DARTS:batchSize=4",
                    $"methods:DARTS:channels={channels}",
                    $"network:channels={channels}",
                ]
            )
        );
        UnitPlan units = SmallStudy.Units(plan with { Searches = [plan.Searches[0]], Augments = [plan.Augments[0]] });
        UnitWork work = UnitWork.OfEngine(loaderThreads: 0);
        SearchUnit search = units.Tasks[0].Search;
        SearchResult found = work.Search(search, units.Images.Of(search), null, null, default);
        AugmentUnit training = units.Tasks[1].Augment!.For(found.Genotype);
        var (train, test) = units.Images.Of(training);
        return (found, work.Augment(training, train, test, null, null, default));
    }

    // Of the search by its losses (an architecture would hide small changes), of the training by its weights; whatever
    // else a trace may come to show is no change of bits.
    private static string Fingerprint(SearchResult search, AugmentResult training)
    {
        return CanonicalJson.Sha256(
            CanonicalJson.Of(
                new
                {
                    search.Method,
                    search.Seed,
                    search.Genotype,
                    Trace = search.Trace.Select(epoch => new
                    {
                        epoch.Epoch,
                        epoch.Genotype,
                        epoch.Values,
                    }),
                    search.Cost,
                    search.Details,
                }
            ) + training.WeightsSha256
        );
    }
}
