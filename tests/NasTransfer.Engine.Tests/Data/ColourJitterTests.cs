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

    // Hues in sixths of a turn: 4 + (100 − 50) / 150 = 4.333 and 2 + (10 − 0) / 250 = 2.04. The third value of a pixel is its
    // smallest plus, or its largest minus, the hue's fraction of what lies between these two.
    [TestCase(16_384, new[] { 200, 50, 75, 0, 115, 250 })] // A quarter: 5.833 and 3.54; 200 − 125 and 250 − 135.
    [TestCase(32_768, new[] { 150, 200, 50, 250, 0, 240 })] // A half: 1.333 and 5.04; 200 − 50 and 250 − 10.
    [TestCase(-32_768, new[] { 150, 200, 50, 250, 0, 240 })]
    [TestCase(-21_845, new[] { 50, 200, 100, 250, 10, 0 })] // A third back: 2.333 and 0.04.
    [TestCase(0, new[] { 100, 50, 200, 0, 250, 10 })]
    public void Apply_Hue_TurnsWithinTheHexcone(int amount, int[] expected) =>
        Assert.That(Changed((ColourChange.Hue, amount)), Is.EqualTo(expected));

    [Test]
    public void Apply_HueOfGreysAndPrimaries_KeepsGreysAndTurnsPrimaries()
    {
        byte[] rgba = [7, 7, 7, 0, 0, 0, 0, 0, 255, 255, 255, 0, 255, 0, 0, 0, 0, 0, 255, 0];

        ColourJitter.Apply(new ColourDraw([(ColourChange.Hue, 10_923)]), rgba);

        // A sixth of a turn: red becomes yellow, blue becomes magenta.
        Assert.That(
            rgba,
            Is.EqualTo(new byte[] { 7, 7, 7, 0, 0, 0, 0, 0, 255, 255, 255, 0, 255, 255, 0, 0, 255, 0, 255, 0 })
        );
    }

    [Test]
    public void Apply_HueOfAnyColour_KeepsLargestAndSmallest()
    {
        for (int i = 0; i < 2000; i++)
        {
            CounterRandom random = new(1, "t", 0, i);
            byte[] pixel = [(byte)random.NextInt(256), (byte)random.NextInt(256), (byte)random.NextInt(256), 0];
            byte[] turned = [.. pixel];

            ColourJitter.Apply(new ColourDraw([(ColourChange.Hue, random.NextInt(65_536) - 32_768)]), turned);

            Assert.That(turned[..3].Max(), Is.EqualTo(pixel[..3].Max()));
            Assert.That(turned[..3].Min(), Is.EqualTo(pixel[..3].Min()));
        }
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
    public void Apply_JitterThatIsOff_ChangesNothing()
    {
        ColourDraw draw = new ColourJitter(0, 0, 0, 0).Draw(new CounterRandom(1, "t"));

        Assert.That(Changed([.. draw.Steps]), Is.EqualTo(new[] { 100, 50, 200, 0, 250, 10 }));
    }

    [Test]
    public void Draw_ManyImages_ReachesEveryOrderAndTheWholeRange()
    {
        ColourDraw[] draws =
        [
            .. Enumerable.Range(0, 6000).Select(i => new ColourJitter().Draw(new CounterRandom(1, "t", 0, i))),
        ];

        // 24 orders: 250 each, five standard deviations.
        Assert.That(
            draws.CountBy(draw => string.Join(' ', draw.Steps.Select(step => step.Change))).Select(pair => pair.Value),
            Has.Exactly(24).InRange(173, 327)
        );
        ILookup<bool, int> amounts = draws
            .SelectMany(draw => draw.Steps)
            .ToLookup(step => step.Change == ColourChange.Hue, step => step.Amount);
        Assert.That(amounts[false], Is.All.InRange(39_321, 91_751));
        Assert.That(amounts[false].Average(), Is.EqualTo(65_536).Within(600));
        // A fifth of a turn to either side: standard deviation 7567, of the mean 98.
        Assert.That(amounts[true], Is.All.InRange(-13_107, 13_107));
        Assert.That((amounts[true].Min(), amounts[true].Max()), Is.EqualTo((-13_107, 13_107)).Within(60));
        Assert.That(amounts[true].Average(), Is.EqualTo(0).Within(500));
    }

    private static int[] Changed(params (ColourChange, int)[] steps)
    {
        byte[] rgba = [100, 50, 200, 1, 0, 250, 10, 2];
        ColourJitter.Apply(new ColourDraw([.. steps]), rgba);
        return [rgba[0], rgba[1], rgba[2], rgba[4], rgba[5], rgba[6]];
    }
}
