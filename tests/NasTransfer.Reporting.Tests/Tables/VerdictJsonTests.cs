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

        Assert.That((string?)json["claims"]![0]!["verdict"], Is.EqualTo("Inconclusive"));
        Assert.That((string?)json["claims"]![0]!["level"], Is.EqualTo("L2"));
        Assert.That(json["claims"]![0]!["observations"]!.AsArray(), Has.Count.EqualTo(9));
        Assert.That(json["notTested"]!.AsArray(), Has.Count.EqualTo(24));
    }

    [Test]
    public void Text_NumbersThatAreNone_AreNull()
    {
        JsonNode cell = JsonNode.Parse(VerdictJson.Text(Reports.Of([60, 60, 60], [60, 60, 60])))!["claims"]![0]![
            "cells"
        ]![0]!;

        Assert.That((double?)cell["ri"], Is.Zero);
        Assert.That(cell["riInterval"], Is.Null);
        Assert.That(cell["hedgesG"], Is.Null);
    }
}
