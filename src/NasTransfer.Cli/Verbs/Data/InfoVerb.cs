using System.CommandLine;
using System.Globalization;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Study.DataSets.Catalogue;

namespace NasTransfer.Cli.Verbs.Data;

/// <summary><c>nastransfer data info SET</c>: what the catalogue knows of a set.</summary>
internal static class InfoVerb
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> set = new("set") { Description = "The paper's name of the set." };
        var command = new Command("info", "Shows where a set comes from, its licence, its files and its parts.")
        {
            set,
        };
        command.SetAction(parsed =>
        {
            CatalogueEntry entry = DataSetCatalogue.Find(parsed.GetValue(set)!);
            if (parsed.GetValue(SharedOptions.Json))
            {
                terminal.Out.WriteLine(JsonOutput.Of(entry));
            }
            else
            {
                Print(entry, terminal.Out);
            }

            return App.Fine;
        });
        return command;
    }

    private static void Print(CatalogueEntry entry, TextWriter writer)
    {
        writer.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.Name}: {entry.Description}; {entry.Classes:N0} classes, {entry.TrainImages:N0} training images, {entry.ReportedImages:N0} to report on"
            )
        );
        writer.WriteLine($"page     {entry.Page}");
        writer.WriteLine($"licence  {entry.Licence}");
        writer.WriteLine($"parts    {entry.Split}");
        if (entry.Account is not null)
        {
            writer.WriteLine($"account  {entry.Account}");
        }

        foreach (OfficialFile file in entry.Files)
        {
            writer.WriteLine();
            writer.WriteLine($"{file.Name}: {file.Holds}");
            writer.WriteLine($"  address   {file.Address?.ToString() ?? "with an account only"}");
            writer.WriteLine(
                $"  bytes     {file.Bytes?.ToString("N0", CultureInfo.InvariantCulture) ?? "not known beforehand"}"
            );
            writer.WriteLine($"  checksum  {Words(file.Checksum)}");
        }
    }

    private static string Words(Checksum? checksum) =>
        checksum is null
            ? "none is published; the SHA-256 of the first download is recorded and holds from then on"
            : $"{Spelling.Of(checksum.Kind)} {checksum.Value}, by {checksum.From}";
}
