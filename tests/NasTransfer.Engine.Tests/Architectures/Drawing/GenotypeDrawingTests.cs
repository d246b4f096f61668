using System.Text.RegularExpressions;
using System.Xml.Linq;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Architectures.Drawing;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Tests.Architectures.Drawing;

[TestFixture]
public sealed partial class GenotypeDrawingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [TestCase("DARTS_V1")]
    [TestCase("DARTS_V2")]
    [TestCase("PT_DARTS_CIFAR10")]
    public void ToSvg_PublishedGenotype_NamesEveryOperationOnce(string name)
    {
        Genotype genotype = PublishedGenotypes.Find(name)!;

        var svg = XDocument.Parse(GenotypeDrawing.ToSvg(genotype));

        string[] texts = [.. svg.Descendants(Svg + "text").Select(text => text.Value)];
        Assert.That(
            texts.Where(text => PrimitiveNames.TryParse(text, out _)).Order(),
            Is.EqualTo(
                genotype.Normal.Edges.Concat(genotype.Reduce.Edges).Select(edge => edge.Primitive.Name()).Order()
            )
        );
        Assert.That(texts, Does.Contain("Normal cell").And.Contain("Reduction cell").And.Contain("ck–2"));
        Assert.That(
            texts.Count(text => text.Length == 1 && char.IsAsciiDigit(text[0])),
            Is.EqualTo(2 * SearchSpace.Nodes)
        );
    }

    [Test]
    public void ToSvg_Always_HasAViewBoxOfItsOwnSizeAndFiniteNumbers()
    {
        string text = GenotypeDrawing.ToSvg(PublishedGenotypes.DartsV2);

        XElement root = XDocument.Parse(text).Root!;
        Assert.That(root.Name, Is.EqualTo(Svg + "svg"));
        Assert.That(
            root.Attribute("viewBox")!.Value,
            Is.EqualTo($"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}")
        );
        Assert.That(text, Does.Not.Contain("NaN").And.Not.Contain("∞").And.Not.Contain("Infinity"));
        Assert.That(ExponentNumber().IsMatch(text), Is.False);
    }

    [Test]
    public void ToSvg_Twice_IsTheSame()
    {
        Assert.That(
            GenotypeDrawing.ToSvg(PublishedGenotypes.DartsV1),
            Is.EqualTo(GenotypeDrawing.ToSvg(PublishedGenotypes.DartsV1))
        );
    }

    [Test]
    public void ToSvg_TitleWithMarkup_IsEscaped()
    {
        const string title = "<b> & \"seed\" 2";

        var svg = XDocument.Parse(GenotypeDrawing.ToSvg(PublishedGenotypes.DartsV1, title));

        Assert.That(svg.Root!.Element(Svg + "title")!.Value, Is.EqualTo(title));
        Assert.That(svg.Descendants(Svg + "text").Select(text => text.Value), Does.Contain(title));
    }

    [Test]
    public void ToSvg_OneCell_HasItsTitleAndOperations()
    {
        var svg = XDocument.Parse(GenotypeDrawing.ToSvg(PublishedGenotypes.DartsV2.Normal, "Epoch 3"));

        string[] texts = [.. svg.Descendants(Svg + "text").Select(text => text.Value)];
        Assert.That(texts, Does.Contain("Epoch 3"));
        Assert.That(texts.Count(text => PrimitiveNames.TryParse(text, out _)), Is.EqualTo(8));
    }

    [Test]
    public void ToSvg_RandomGenotypes_StayInsideTheirFigure()
    {
        for (int i = 0; i < 10; i++)
        {
            Genotype genotype = SamplingLaw.Sample(new CounterRandom(3, "drawing", 0, i));
            XElement root = XDocument.Parse(GenotypeDrawing.ToSvg(genotype)).Root!;
            double width = (double)root.Attribute("width")!;
            double height = (double)root.Attribute("height")!;
            foreach (XElement box in root.Descendants(Svg + "rect"))
            {
                XElement? group = box.Parent == root ? null : box.Parent;
                double[] shift = group is null
                    ? [0, 0]
                    :
                    [
                        .. Number()
                            .Matches(group.Attribute("transform")!.Value)
                            .Select(match => double.Parse(match.Value)),
                    ];
                double x = (double?)box.Attribute("x") ?? 0;
                double y = (double?)box.Attribute("y") ?? 0;
                Assert.That(x + shift[0], Is.GreaterThanOrEqualTo(0));
                Assert.That(y + shift[1], Is.GreaterThanOrEqualTo(0));
                Assert.That(x + shift[0] + (double)box.Attribute("width")!, Is.LessThanOrEqualTo(width));
                Assert.That(y + shift[1] + (double)box.Attribute("height")!, Is.LessThanOrEqualTo(height));
            }
        }
    }

    [GeneratedRegex("""="[^"#]*[0-9]E[-+]?[0-9]""")]
    private static partial Regex ExponentNumber();

    [GeneratedRegex("[0-9.]+")]
    private static partial Regex Number();
}
