using System.CommandLine;

namespace NasTransfer.Cli.Options;

/// <summary>A command line as it can be typed again.</summary>
internal static class CommandLineText
{
    public static string Of(ParseResult parsed) =>
        string.Join(
            ' ',
            parsed
                .Tokens.Select(token => token.Value)
                .Prepend(App.Name)
                .Select(word => word.Contains(' ', StringComparison.Ordinal) ? $"'{word}'" : word)
        );
}
