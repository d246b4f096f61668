using System.CommandLine;

namespace NasTransfer.Cli.Verbs.Data;

/// <summary><c>nastransfer data</c>: the image sets and their proxies, from the download to the contact sheet.</summary>
internal static class DataVerb
{
    public static Command Create(Terminal terminal) =>
        new("data", "Image sets: what there is, how to get it, whether it is whole, what it looks like.")
        {
            ListVerb.Create(terminal),
            InfoVerb.Create(terminal),
            FetchVerb.Create(terminal),
            CheckVerb.Create(terminal),
            ProxyVerb.Create(terminal),
            PreviewVerb.Create(terminal),
        };
}
