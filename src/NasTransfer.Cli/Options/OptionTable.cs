using System.Collections.Immutable;
using System.CommandLine;
using System.Reflection;
using NasTransfer.Cli.Output;
using NasTransfer.Engine.Options;

namespace NasTransfer.Cli.Options;

/// <summary>One line of <c>--show-options</c>.</summary>
/// <param name="Name">As the command line spells it.</param>
/// <param name="Value">What the run would use.</param>
/// <param name="Unit">What it is counted in; empty for a mere number or a name.</param>
/// <param name="Source">Where the value comes from: the command line, or whoever set the default.</param>
internal sealed record OptionRow(string Name, string Value, string Unit, string Source, string Meaning);

/// <summary>What a record of options holds before the command line changes it.</summary>
/// <param name="From">Who set the values that differ from the defaults; null where none does.</param>
internal sealed record Defaults<TOptions>(TOptions Options, string? From);

/// <summary>A record of options on the command line: the parser and <c>--show-options</c> both read its declaration.</summary>
internal sealed class OptionTable<TOptions>
    where TOptions : IOptions
{
    private const string FromCommandLine = "command line";
    private const string Off = "off";

    private static readonly MethodInfo EntryOf = typeof(OptionTable<TOptions>).GetMethod(
        nameof(Create),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    private readonly TOptions defaults;
    private readonly ImmutableArray<Entry> entries;

    /// <param name="defaults">What an option is where neither a preset nor the command line says otherwise.</param>
    public OptionTable(TOptions defaults)
    {
        this.defaults = defaults;
        entries =
        [
            .. OptionList
                .Of(defaults.GetType())
                .Select(option =>
                    (Entry)EntryOf.MakeGenericMethod(option.Type).Invoke(null, [option, option.ValueOf(defaults)])!
                ),
        ];
    }

    public void AddTo(Command command)
    {
        foreach (Entry entry in entries)
        {
            command.Add(entry.Option);
        }
    }

    /// <summary>The record that a command line asks for.</summary>
    /// <exception cref="Engine.BadInputException">A value is out of range.</exception>
    public TOptions Read(ParseResult parsed, Defaults<TOptions>? preset = null)
    {
        TOptions options = entries
            .Where(entry => IsGiven(entry, parsed))
            .Aggregate(
                preset is null ? defaults : preset.Options,
                (options, entry) => entry.Description.With(options, entry.Value(parsed))
            );
        options.Validate();
        return options;
    }

    /// <summary>Lists the options with value, unit, source and meaning.</summary>
    /// <exception cref="Engine.BadInputException">A value is out of range.</exception>
    public void Show(ParseResult parsed, Terminal terminal, Defaults<TOptions>? preset = null)
    {
        ImmutableArray<OptionRow> rows = Rows(parsed, preset);
        if (parsed.GetValue(SharedOptions.Json))
        {
            terminal.Out.WriteLine(JsonOutput.Of(new { options = rows }));
            return;
        }

        if (rows.IsEmpty)
        {
            terminal.Out.WriteLine("There are no options: a genotype follows from the seed.");
            return;
        }

        var table = new TextTable("option", "value", "unit", "source", "meaning");
        foreach (OptionRow row in rows)
        {
            table.Add(row.Name, row.Value, row.Unit, row.Source, row.Meaning);
        }

        table.Write(terminal.Out);
    }

    private ImmutableArray<OptionRow> Rows(ParseResult parsed, Defaults<TOptions>? preset)
    {
        TOptions options = Read(parsed, preset);
        return
        [
            .. entries.Select(entry => new OptionRow(
                entry.Option.Name,
                entry.Description.ValueOf(options) is { } value ? Typed.Text(value) : Off,
                entry.Description.Unit,
                Source(entry, parsed, preset),
                entry.Description.Meaning
            )),
        ];
    }

    private string Source(Entry entry, ParseResult parsed, Defaults<TOptions>? preset) =>
        IsGiven(entry, parsed) ? FromCommandLine
        : preset?.From is { } from
        && !Equals(entry.Description.ValueOf(preset.Options), entry.Description.ValueOf(defaults))
            ? from
        : entry.Description.Source;

    private static bool IsGiven(Entry entry, ParseResult parsed) =>
        parsed.GetResult(entry.Option) is { Implicit: false };

    private static Entry Create<TValue>(OptionDescription description, TValue value)
    {
        Setting<TValue> option = Setting<TValue>.Of("--" + description.Name, description.Meaning, value);
        return new Entry(description, option, parsed => parsed.Get(option));
    }

    private sealed record Entry(OptionDescription Description, Option Option, Func<ParseResult, object?> Value);
}
