using System.Collections.Immutable;
using System.CommandLine;
using NasTransfer.Cli.Output;

namespace NasTransfer.Cli.Options;

/// <summary>One line of <c>--show-options</c>.</summary>
/// <param name="Name">As the command line spells it.</param>
/// <param name="Value">What the run would use.</param>
/// <param name="Unit">What it is counted in; empty for a mere number or a name.</param>
/// <param name="Source">Where the value comes from: the command line, or whoever set the default.</param>
internal sealed record OptionRow(string Name, string Value, string Unit, string Source, string Meaning);

/// <summary>
/// A record of options, declared once: how each is spelled, what it means, where its default comes from, and how it goes
/// into the record. The parser and <c>--show-options</c> both read this table.
/// </summary>
internal sealed class OptionTable<TOptions>(TOptions defaults)
{
    private const string FromCommandLine = "command line";
    private const string Off = "off";
    private readonly List<Entry> entries = [];

    /// <param name="source">Who set the default value.</param>
    public OptionTable<TOptions> Add<TValue>(
        string name,
        string meaning,
        string unit,
        string source,
        Func<TOptions, TValue> get,
        Func<TOptions, TValue, TOptions> with
    )
    {
        Setting<TValue> option = Setting<TValue>.Of(name, meaning, get(defaults));
        entries.Add(
            new Entry(
                option,
                unit,
                source,
                (options, parsed) => with(options, parsed.Get(option)),
                options => get(options) is { } value ? Typed.Text(value) : Off
            )
        );
        return this;
    }

    public void AddTo(Command command)
    {
        foreach (Entry entry in entries)
        {
            command.Add(entry.Option);
        }
    }

    /// <summary>The record that a command line asks for.</summary>
    public TOptions Read(ParseResult parsed) =>
        entries.Aggregate(defaults, (options, entry) => entry.Apply(options, parsed));

    public ImmutableArray<OptionRow> Rows(ParseResult parsed)
    {
        TOptions options = Read(parsed);
        return
        [
            .. entries.Select(entry => new OptionRow(
                entry.Option.Name,
                entry.Text(options),
                entry.Unit,
                IsGiven(entry, parsed) ? FromCommandLine : entry.Source,
                entry.Option.Description!
            )),
        ];
    }

    /// <summary>Prints <see cref="Rows"/>.</summary>
    public void Show(ParseResult parsed, Terminal terminal)
    {
        ImmutableArray<OptionRow> rows = Rows(parsed);
        if (parsed.GetValue(SharedOptions.Json))
        {
            terminal.Out.WriteLine(JsonOutput.Of(new { options = rows }));
            return;
        }

        var table = new TextTable("option", "value", "unit", "source", "meaning");
        foreach (OptionRow row in rows)
        {
            table.Add(row.Name, row.Value, row.Unit, row.Source, row.Meaning);
        }

        table.Write(terminal.Out);
    }

    private static bool IsGiven(Entry entry, ParseResult parsed) =>
        parsed.GetResult(entry.Option) is { Implicit: false };

    private sealed record Entry(
        Option Option,
        string Unit,
        string Source,
        Func<TOptions, ParseResult, TOptions> Apply,
        Func<TOptions, string> Text
    );
}
