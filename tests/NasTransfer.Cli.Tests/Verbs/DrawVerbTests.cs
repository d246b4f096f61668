using System.Xml.Linq;

namespace NasTransfer.Cli.Tests.Verbs;

[TestFixture]
public sealed class DrawVerbTests
{
    [Test]
    public void Draw_Genotype_WritesOneSvgWithBothCells()
    {
        using var folder = new TemporaryFolder();
        Said said = CommandLine.Run("draw", "--genotype", "DARTS_V2", "--out", folder["cells.svg"]);
        Assert.That(said.ExitCode, Is.Zero, said.Error);

        XDocument svg = XDocument.Load(folder["cells.svg"]);
        Assert.That(svg.Root!.Name.LocalName, Is.EqualTo("svg"));
        string words = string.Concat(svg.DescendantNodes().OfType<XText>().Select(text => text.Value + "\n"));
        Assert.That(words, Does.Contain("Normal").And.Contain("Reduc").IgnoreCase);
        Assert.That(folder.Files, Is.EqualTo(new[] { "cells.svg" }), "nothing half-written stays behind");
    }

    [Test]
    public void Draw_Json_SaysWhereTheFileIs()
    {
        using var folder = new TemporaryFolder();
        Said said = CommandLine.Run("draw", "--json", "--genotype", "DARTS_V1", "--out", folder["cells.svg"]);
        Assert.That(said.Json.GetProperty("file").GetString(), Is.EqualTo(folder["cells.svg"]));
    }

    [Test]
    public void Draw_IntoAFolderThatIsNotThere_SaysSo()
    {
        using var folder = new TemporaryFolder();
        CommandLine.IsRefused(
            CommandLine.Run("draw", "--genotype", "DARTS_V2", "--out", folder["no/cells.svg"]),
            "--out",
            "no folder"
        );
    }

    [Test]
    public void Draw_OntoAFolder_IsRefused()
    {
        using var folder = new TemporaryFolder();
        CommandLine.IsRefused(
            CommandLine.Run("draw", "--genotype", "DARTS_V2", "--out", Path.GetDirectoryName(folder["x"])!),
            "name of a file"
        );
    }
}
