using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Tests.Architectures;

[TestFixture]
public sealed class PrimitiveNamesTests
{
    [TestCase("")]
    [TestCase("SEP_CONV_3X3")]
    [TestCase("sep_conv_7x7")]
    [TestCase(" none")]
    public void Parse_UnknownName_NamesItAndTheKnownOnes(string name)
    {
        Assert.That(
            () => PrimitiveNames.Parse(name),
            Throws.TypeOf<BadInputException>().With.Message.Contains($"'{name}'").And.Message.Contains("dil_conv_5x5")
        );
    }

    [Test]
    public void TryParse_Null_False()
    {
        Assert.That(PrimitiveNames.TryParse(null, out _), Is.False);
    }

    [TestCase(Primitive.MaxPool3x3, "max_pool_3x3")]
    [TestCase(Primitive.AvgPool3x3, "avg_pool_3x3")]
    [TestCase(Primitive.SkipConnect, "skip_connect")]
    [TestCase(Primitive.SepConv3x3, "sep_conv_3x3")]
    [TestCase(Primitive.SepConv5x5, "sep_conv_5x5")]
    [TestCase(Primitive.DilConv3x3, "dil_conv_3x3")]
    [TestCase(Primitive.DilConv5x5, "dil_conv_5x5")]
    [TestCase(Primitive.None, "none")]
    public void Name_AndParse_AreInverse(Primitive primitive, string name)
    {
        Assert.That(primitive.Name(), Is.EqualTo(name));
        Assert.That(PrimitiveNames.Parse(name), Is.EqualTo(primitive));
    }
}
