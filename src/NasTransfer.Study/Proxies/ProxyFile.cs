using System.Text.Json;
using Microsoft.Extensions.Configuration;
using NasTransfer.Engine;
using NasTransfer.Study.Settings;

namespace NasTransfer.Study.Proxies;

/// <summary>Reads proxy definitions.</summary>
public static class ProxyFile
{
    /// <exception cref="BadInputException">The file cannot be read, or a key or value is wrong; all of them are named.</exception>
    public static ProxyDefinition Load(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Read(stream, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The proxy {path} cannot be read: {failure.Message.TrimEnd('.')}.", failure);
        }
    }

    /// <param name="name">What errors call the definition.</param>
    internal static ProxyDefinition Read(Stream json, string name)
    {
        IConfigurationRoot root;
        try
        {
            root = new ConfigurationBuilder().AddJsonStream(json).Build();
        }
        catch (Exception failure) when (failure is FormatException or InvalidDataException or JsonException)
        {
            string why = (failure.InnerException ?? failure).Message;
            throw new BadInputException($"The proxy {name} cannot be read: {why.TrimEnd('.')}.", failure);
        }

        List<string> errors = [];
        ProxyDefinition definition = Read(SettingsSection.Root(root, errors));
        if (errors.Count == 0)
        {
            errors.AddRange(definition.Errors());
        }

        return errors.Count == 0
            ? definition
            : throw new BadInputException($"The proxy {name} is wrong: {string.Join("; ", errors)}.");
    }

    private static ProxyDefinition Read(SettingsSection file)
    {
        // For readers; whatever else explains the choice is the file's own business.
        _ = file.OptionalText("about");
        ProxyDefinition definition = new()
        {
            Name = file.Text("name"),
            Source = file.Text("source"),
            Selection = file.Choice<ProxySelection>("selection"),
            Classes = file.OptionalInteger("classes", 1),
            Fraction = (decimal)file.Number("fraction", 0, 1, 1),
            Total = file.OptionalInteger("total", 1),
            TotalOf = file.OptionalText("totalOf"),
            Parts = file.Choice("parts", (ProxyParts?)ProxyParts.Source),
            KeepAtLeast = file.Integer("keepAtLeast", 0, 1),
            Seed = file.Seed("seed", 0),
        };
        file.RefuseOthers();
        return definition;
    }
}
