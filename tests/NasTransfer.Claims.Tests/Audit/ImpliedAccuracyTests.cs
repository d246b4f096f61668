using NasTransfer.Claims.Audit;

namespace NasTransfer.Claims.Tests.Audit;

[TestFixture]
public sealed class ImpliedAccuracyTests
{
    [Test]
    public void Of_AnRiOfZero_IsTheTop1AndWhatRoundingAllows()
    {
        ImpliedAccuracy implied = ImpliedAccuracy.Of(50, 0);

        Assert.That(implied.Value, Is.EqualTo(50));
        // 50.005 / 0.99995 = 50.0075, and the same downwards.
        Assert.That(implied.Low, Is.EqualTo(49.9925).Within(1e-4));
        Assert.That(implied.High, Is.EqualTo(50.0075).Within(1e-4));
    }

    // Table 2, S: CIFAR10, T: ImageNet1K, and Table 3, AS = 2: four times the same, and not the 70.45 of Table 3.
    [TestCase("NSGANet")]
    [TestCase("ENAS")]
    [TestCase("DARTS")]
    [TestCase("NAO")]
    public void On1K_EveryMethod_Implies6757(string method)
    {
        ImpliedAccuracy implied = ImpliedAccuracy.On1K(method);

        Assert.That(implied.Prints("Acc_r", 67.57).Holds, Is.True);
        Assert.That(implied.Prints("Acc_r", 70.45).Holds, Is.False);
    }

    // 30.91 (text of Fig. 3) at RI 6.44 (Table 2): 30.91 / 1.0644.
    [Test]
    public void On22K_NaoFromCifar10_Implies2904() =>
        Assert.That(ImpliedAccuracy.On22K.Value, Is.EqualTo(29.0398).Within(1e-4));
}
