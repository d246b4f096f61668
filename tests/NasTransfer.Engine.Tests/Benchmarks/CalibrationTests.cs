using NasTransfer.Engine.Benchmarks;

namespace NasTransfer.Engine.Tests.Benchmarks;

[TestFixture]
public sealed class CalibrationTests
{
    private static readonly BenchmarkResult One = new(
        BenchmarkKind.Augment,
        new BenchmarkOptions(),
        MedianMilliseconds: 10,
        MinimumMilliseconds: 9,
        ImagesPerSecond: 3200,
        MacsPerStep: 1e9,
        MacsPerSecond: 1e11,
        ShareOfMatrixProduct: 0.5,
        PeakMemoryBytes: 1 << 20
    );

    [Test]
    public void With_AnotherMeasurementOfTheSameSize_ReplacesIt()
    {
        BenchmarkResult again = One with { MedianMilliseconds = 8, Options = One.Options with { Steps = 99 } };
        BenchmarkResult larger = One with { Options = One.Options with { Channels = 36 } };
        Calibration calibration = Calibration.Empty.With(One).With(larger).With(again);
        Assert.That(calibration.Results, Is.EqualTo(new[] { larger, again }));
    }

    [Test]
    public void Save_AndLoad_GiveTheSame()
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.json");
        try
        {
            Assert.That(Calibration.Load(path).Results, Is.Empty, "no file yet");
            Calibration.Empty.With(One).Save(path);
            Assert.That(Calibration.Load(path).Results, Is.EqualTo(new[] { One }));
            File.WriteAllText(path, "[");
            Assert.That(
                () => Calibration.Load(path),
                Throws.TypeOf<BadInputException>().With.Message.Contains("is no calibration")
            );
        }
        finally
        {
            File.Delete(path);
        }
    }
}
