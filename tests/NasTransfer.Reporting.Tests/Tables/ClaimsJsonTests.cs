using System.Text.Json.Nodes;
using NasTransfer.Reporting.Tables;
using NJsonSchema;

namespace NasTransfer.Reporting.Tests.Tables;

[TestFixture]
public sealed class ClaimsJsonTests
{
    [Test]
    public async Task Text_AWholeReport_KeepsItsSchema()
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(ClaimsJson.Schema());

        Assert.That(schema.Validate(ClaimsJson.Text(WholeStudy.Report)).Select(error => error.ToString()), Is.Empty);
        Assert.That(schema.Validate(ClaimsJson.Text(Reports.Usual())).Select(error => error.ToString()), Is.Empty);
    }

    // The schema would not be worth much if it took everything.
    [TestCase("verdict", "Maybe")]
    [TestCase("level", "L5")]
    [TestCase("surprise", "!")]
    public async Task Schema_AWrongCell_IsRefused(string property, string value)
    {
        JsonSchema schema = await JsonSchema.FromJsonAsync(ClaimsJson.Schema());
        JsonNode json = JsonNode.Parse(ClaimsJson.Text(Reports.Usual()))!;

        json["claims"]![14]!["evidence"]![1]![property] = value;

        Assert.That(schema.Validate(json.ToJsonString()), Is.Not.Empty);
    }

    [Test]
    public void Text_AWholeReport_HasACellForEveryClaimAndColumn()
    {
        JsonNode json = JsonNode.Parse(ClaimsJson.Text(WholeStudy.Report))!;

        Assert.That(
            json["columns"]!.AsArray().Select(column => (string?)column!["id"]),
            Is.EqualTo(new[] { "paper", "tiny", "other", "results: runs.csv" })
        );
        Assert.That(json["claims"]!.AsArray(), Has.Count.EqualTo(25));
        Assert.That(json["claims"]!.AsArray().Select(claim => claim!["evidence"]!.AsArray().Count), Is.All.EqualTo(4));
        // Verified: one the same, one with other bits, one that failed.
        Assert.That((int?)json["verification"]!["same"], Is.EqualTo(1));
    }

    [Test]
    public void Text_AReport_CanBeReadBack()
    {
        JsonNode cell = Cell(JsonNode.Parse(ClaimsJson.Text(Reports.Usual()))!);

        Assert.That((string?)cell["verdict"], Is.EqualTo("Inconclusive"));
        Assert.That((string?)cell["level"], Is.EqualTo("L2"));
        Assert.That(cell["observations"]!.AsArray(), Has.Count.EqualTo(9));
        Assert.That(cell["comparisons"]!.AsArray(), Has.Count.EqualTo(27));
        Assert.That(cell["groups"]!.AsArray().Sum(group => group!["values"]!.AsArray().Count), Is.EqualTo(9));
        Assert.That(cell["n"]!.ToJsonString(), Is.EqualTo("""{"searches":6,"randomArchitectures":3,"runs":9}"""));
        Assert.That(cell["seeds"]!.ToJsonString(), Is.EqualTo("""{"search":[2,3,4],"random":[7,8,9],"augment":[2]}"""));
    }

    [Test]
    public void Text_WhatIsNotTested_HasItsCommand()
    {
        JsonNode json = JsonNode.Parse(ClaimsJson.Text(Reports.Usual()))!;

        string?[] commands = [.. json["notTested"]!.AsArray().Select(one => (string?)one!["command"])];
        Assert.That(commands, Does.Contain("./build.sh --target=Reproduce --profile=tiny --only=C02"));
        Assert.That(commands, Does.Contain("./build.sh --target=Audit --claim=C23"));
    }

    [Test]
    public void Text_NumbersThatAreNone_AreNull()
    {
        JsonNode row = Cell(JsonNode.Parse(ClaimsJson.Text(Reports.Of([60, 60, 60], [60, 60, 60])))!)["comparisons"]!
            .AsArray()
            .Single(one => (string?)one!["a"] == "DARTS CIFAR10→ImageNet1K")!;

        Assert.That((double?)row["effect"], Is.Zero);
        Assert.That(row["interval"], Is.Null);
        Assert.That(row["hedgesG"], Is.Null);
    }

    private static JsonNode Cell(JsonNode json) =>
        json["claims"]!.AsArray().Single(claim => (string?)claim!["id"] == "C15")!["evidence"]!
            .AsArray()
            .Single(cell => (string?)cell!["column"] == "tiny")!;
}
