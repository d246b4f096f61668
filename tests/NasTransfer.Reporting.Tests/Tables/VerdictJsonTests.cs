using System.Text.Json.Nodes;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Tests.Tables;

[TestFixture]
public sealed class VerdictJsonTests
{
    [Test]
    public void Text_AReport_CanBeReadBack()
    {
        JsonNode json = JsonNode.Parse(VerdictJson.Text(Reports.Usual()))!;

        JsonNode claim = Claim(json);
        Assert.That(json["claims"]!.AsArray(), Has.Count.EqualTo(25));
        Assert.That((string?)claim["verdict"], Is.EqualTo("Inconclusive"));
        Assert.That((string?)claim["level"], Is.EqualTo("L2"));
        Assert.That(claim["observations"]!.AsArray(), Has.Count.EqualTo(9));
        Assert.That(claim["comparisons"]!.AsArray(), Has.Count.EqualTo(27));
        Assert.That(claim["groups"]!.AsArray().Sum(group => group!["values"]!.AsArray().Count), Is.EqualTo(9));
    }

    [Test]
    public void Text_NumbersThatAreNone_AreNull()
    {
        JsonNode row = Claim(JsonNode.Parse(VerdictJson.Text(Reports.Of([60, 60, 60], [60, 60, 60])))!)["comparisons"]!
            .AsArray()
            .Single(one => (string?)one!["a"] == "DARTS CIFAR10→ImageNet1K")!;

        Assert.That((double?)row["effect"], Is.Zero);
        Assert.That(row["interval"], Is.Null);
        Assert.That(row["hedgesG"], Is.Null);
    }

    private static JsonNode Claim(JsonNode json) =>
        json["claims"]!.AsArray().Single(claim => (string?)claim!["id"] == "C15")!;
}
