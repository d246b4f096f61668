using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Engine.Search;

namespace NasTransfer.Cli.Methods;

/// <summary>A search method as the command line offers it: its options, and how they become a search.</summary>
internal abstract class SearchMethod
{
    /// <summary>Whether it looks at images at all.</summary>
    public virtual bool NeedsImages => true;

    public abstract void AddTo(Command command);

    /// <summary>The search, and its options as results record them; null where it has none.</summary>
    /// <exception cref="Engine.BadInputException">An option is out of range.</exception>
    public abstract (ISearch Search, object? Options) Read(ParseResult parsed);

    /// <summary>Lists the options with value, unit, source and meaning.</summary>
    public abstract void ShowOptions(ParseResult parsed, Terminal terminal);
}

/// <summary>A method with a record of options.</summary>
/// <param name="table">How the options are spelled.</param>
/// <param name="create">Makes the search; refuses options out of range.</param>
internal sealed class SearchMethod<TOptions>(OptionTable<TOptions> table, Func<TOptions, ISearch> create) : SearchMethod
    where TOptions : notnull
{
    public override void AddTo(Command command) => table.AddTo(command);

    public override (ISearch Search, object? Options) Read(ParseResult parsed)
    {
        TOptions options = table.Read(parsed);
        return (create(options), options);
    }

    public override void ShowOptions(ParseResult parsed, Terminal terminal) => table.Show(parsed, terminal);
}
