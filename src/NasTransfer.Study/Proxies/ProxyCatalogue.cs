using System.Collections.Immutable;
using System.Reflection;
using NasTransfer.Engine;

namespace NasTransfer.Study.Proxies;

/// <summary>The proxy sets of Table 1, and the whole sets as searches on them see them; each is a JSON file of this project.</summary>
public static class ProxyCatalogue
{
    private const string Folder = "Proxies/Definitions/";

    private static readonly Lazy<ImmutableArray<ProxyDefinition>> Loaded = new(Load);

    /// <summary>In the order of their names.</summary>
    public static ImmutableArray<ProxyDefinition> All => Loaded.Value;

    /// <param name="name">As the paper writes it; case does not matter.</param>
    /// <exception cref="BadInputException">There is no such proxy.</exception>
    public static ProxyDefinition Find(string name) =>
        All.FirstOrDefault(proxy => string.Equals(proxy.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException(
            $"There is no proxy '{name}'; it must be a file of yours, or one of {string.Join(", ", All.Select(proxy => proxy.Name))}."
        );

    private static ImmutableArray<ProxyDefinition> Load()
    {
        Assembly assembly = typeof(ProxyCatalogue).Assembly;
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using Stream stream = assembly.GetManifestResourceStream(name)!;
                    return ProxyFile.Read(stream, name[Folder.Length..]);
                }),
        ];
    }
}
