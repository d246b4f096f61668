using NasTransfer.Cli.Options;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Search.Enas;
using NasTransfer.Engine.Search.Nao;
using NasTransfer.Engine.Search.NsgaNet;
using NasTransfer.Engine.Search.RandomSampling;
using NasTransfer.Study.Units;

namespace NasTransfer.Cli.Methods;

/// <summary>The methods that <c>--method</c> knows.</summary>
internal enum MethodName
{
    Darts,
    Enas,
    NsgaNet,
    Nao,
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

    /// <summary>The method at its published budget.</summary>
    public static ISearchOptions Original(MethodName name) => MethodCatalogue.Original(PaperName(name));

    /// <summary>The method, as the paper and the profiles write it.</summary>
    public static string PaperName(MethodName name) =>
        name switch
        {
            MethodName.Darts => DartsSearch.Name,
            MethodName.Enas => EnasSearch.Name,
            MethodName.NsgaNet => NsgaNetSearch.Name,
            MethodName.Nao => NaoSearch.Name,
            MethodName.Random => RandomSamplingSearch.Name,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such method."),
        };
}
