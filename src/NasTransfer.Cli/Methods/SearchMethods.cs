using NasTransfer.Cli.Options;

namespace NasTransfer.Cli.Methods;

/// <summary>The methods that <c>--method</c> knows.</summary>
internal enum MethodName
{
    Darts,
    NsgaNet,
    Random,
}

/// <summary>
/// Which method a command line asks for. Methods share names of options (--epochs) with defaults and meanings of their own,
/// so a command takes the options of one method only, and has to know which before it is parsed.
/// </summary>
internal static class SearchMethods
{
    public const string OptionName = "--method";

    public static MethodName Default => MethodName.Darts;

    /// <summary>The method, or the default one where the line names none or one that there is not.</summary>
    public static MethodName Asked(IReadOnlyList<string> args)
    {
        for (int i = args.Count - 1; i >= 0; i--)
        {
            string? text =
                args[i] == OptionName && i + 1 < args.Count ? args[i + 1]
                : args[i].StartsWith(OptionName + "=", StringComparison.Ordinal)
                || args[i].StartsWith(OptionName + ":", StringComparison.Ordinal)
                    ? args[i][(OptionName.Length + 1)..]
                : null;
            if (text is not null)
            {
                return Spelling.Parse(typeof(MethodName), text) is MethodName name ? name : Default;
            }
        }

        return Default;
    }

    public static SearchMethod Of(MethodName name) =>
        name switch
        {
            MethodName.Darts => DartsMethod.Create(),
            MethodName.NsgaNet => NsgaNetMethod.Create(),
            MethodName.Random => new RandomMethod(),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such method."),
        };
}
