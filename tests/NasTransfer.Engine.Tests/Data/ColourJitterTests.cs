using NasTransfer.Engine.Data;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Tests.Data;

/// <summary>Two pixels worked out by hand: (100, 50, 200) and (0, 250, 10).</summary>
public sealed class ColourJitterTests
{
    private const int Half = 32_768;
    private const int OneAndAHalf = 98_304;

    [Test]
    public void Apply_Brightness_MultipliesAndStaysAByte()
    {
        Assert.That(Changed((ColourChange.Brightness, Half)), Is.EqualTo(new[] { 50, 25, 100, 0, 125, 5 }));
        Assert.That(Changed((ColourChange.Brightness, OneAndAHalf)), Is.EqualTo(new[] { 150, 75, 255, 0, 255, 15 }));
    }

    [Test]
    public void Apply_Contrast_MovesFromTheMeanGrey()
    {
        // Greys 0.299·100 + 0.587·50 + 0.114·200 = 82 and 0.587·250 + 0.114·10 = 148; their mean is 115.
        Assert.That(Changed((ColourChange.Contrast, Half)), Is.EqualTo(new[] { 108, 83, 158, 58, 183, 63 }));
        Assert.That(Changed((ColourChange.Contrast, 0)), Is.All.EqualTo(115));
    }

    [Test]
    public void Apply_Saturation_MovesFromThePixelsOwnGrey()
    {
        Assert.That(Changed((ColourChange.Saturation, Half)), Is.EqualTo(new[] { 91, 66, 141, 74, 199, 79 }));
        Assert.That(Changed((ColourChange.Saturation, 0)), Is.EqualTo(new[] { 82, 82, 82, 148, 148, 148 }));
    }

    [Test]
    public void Apply_SeveralSteps_GoesInTheirOrder()
    {
        int[] one = Changed((ColourChange.Brightness, OneAndAHalf), (ColourChange.Contrast, 0));
        int[] other = Changed((ColourChange.Contrast, 0), (ColourChange.Brightness, OneAndAHalf));

        // Greys 118 of (150, 75, 255) and 151 of (0, 255, 15), whose mean is rounded up. The other way 115 · 1.5, rounded up.
        Assert.That(one, Is.All.EqualTo(135));
        Assert.That(other, Is.All.EqualTo(173));
    }

    [Test]
    public void Apply_FactorsOfOne_ChangeNothing()
    {
        ColourDraw draw = new ColourJitter(0, 0, 0).Draw(new CounterRandom(1, "t"));

        Assert.That(Changed([.. draw.Steps]), Is.EqualTo(new[] { 100, 50, 200, 0, 250, 10 }));
    }

    [Test]
    public void Draw_ManyImages_ReachesEveryOrderAndTheWholeRange()
    {
        ColourDraw[] draws =
        [
            .. Enumerable.Range(0, 6000).Select(i => new ColourJitter().Draw(new CounterRandom(1, "t", 0, i))),
        ];

        // Six orders: 1000 each, five standard deviations.
        Assert.That(
            draws.CountBy(draw => string.Join(' ', draw.Steps.Select(step => step.Change))).Select(pair => pair.Value),
            Has.Exactly(6).InRange(856, 1144)
        );
        int[] factors = [.. draws.SelectMany(draw => draw.Steps.Select(step => step.Factor))];
        Assert.That(factors, Is.All.InRange(39_321, 91_751));
        Assert.That(factors.Average(), Is.EqualTo(65_536).Within(600));
    }

    private static int[] Changed(params (ColourChange, int)[] steps)
    {
        byte[] rgba = [100, 50, 200, 1, 0, 250, 10, 2];
        ColourJitter.Apply(new ColourDraw([.. steps]), rgba);
        return [rgba[0], rgba[1], rgba[2], rgba[4], rgba[5], rgba[6]];
    }
}
