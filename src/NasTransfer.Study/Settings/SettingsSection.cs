using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using NasTransfer.Engine.Options;

namespace NasTransfer.Study.Settings;

/// <summary>
/// One level of a settings file while it is read: every key must be asked for, every value must fit, and all that is
/// wrong is collected so that one run shows it.
/// </summary>
internal sealed class SettingsSection(IConfigurationSection? section, string path, List<string> errors)
{
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    public static SettingsSection Root(IConfigurationRoot root, List<string> errors)
    {
        SettingsSection all = new(null, "", errors) { Children = [.. root.GetChildren()] };
        return all;
    }

    private ImmutableArray<IConfigurationSection> Children { get; init; } =
        section is null ? [] : [.. section.GetChildren()];

    public bool Exists => !Children.IsEmpty;

    public SettingsSection Section(string key) => new(Find(key), PathOf(key), errors);

    /// <summary>The key is there, with a value or with keys of its own.</summary>
    public bool Has(string key) => Find(key) is { } found && found.Exists();

    /// <summary>The sections below this one that stand for entries, by key.</summary>
    public IEnumerable<(string Key, SettingsSection Section)> Entries()
    {
        foreach (IConfigurationSection child in Children)
        {
            known.Add(child.Key);
            yield return (child.Key, new SettingsSection(child, PathOf(child.Key), errors));
        }
    }

    public string Text(string key, string? fallback = null) => Read(key, fallback, value => value);

    public string? OptionalText(string key) => Find(key)?.Value is { Length: > 0 } value ? value : null;

    /// <summary>A text of a form.</summary>
    /// <param name="right">What a text of this form is, in words.</param>
    public string Matching(string key, Regex form, string right) =>
        Read(key, fallback: null, value => form.IsMatch(value) ? value : throw new FormatException(right));

    public int Integer(string key, int least, int? fallback = null) => Integer(key, least, int.MaxValue, fallback);

    public int Integer(string key, int least, int most, int? fallback) =>
        Read(
            key,
            fallback,
            value =>
                int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                && number >= least
                && number <= most
                    ? number
                    : throw new FormatException(
                        most == int.MaxValue
                            ? $"a whole number of at least {least}"
                            : $"a whole number from {least} to {most}"
                    )
        );

    public int? OptionalInteger(string key, int least) => Find(key)?.Value is null ? null : Integer(key, least);

    public double Number(string key, double least, double most, double? fallback = null) =>
        Read(
            key,
            fallback,
            value =>
                double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && number >= least
                && number <= most
                    ? number
                    : throw new FormatException(
                        FormattableString.Invariant(
                            double.IsFinite(most)
                                ? (FormattableString)$"a number from {least} to {most}"
                                : $"a number of at least {least}"
                        )
                    )
        );

    public T Choice<T>(string key, T? fallback = null)
        where T : struct, Enum =>
        Read(
            key,
            fallback,
            value =>
                Enum.GetNames<T>().Contains(value, StringComparer.OrdinalIgnoreCase)
                    ? Enum.Parse<T>(value, ignoreCase: true)
                    : throw new FormatException($"one of {string.Join(", ", Enum.GetNames<T>())}")
        );

    /// <summary>A record of options; keys are its properties in camel case.</summary>
    /// <param name="defaults">What counts where a key is missing.</param>
    /// <param name="except">A property that is set elsewhere.</param>
    public TOptions Options<TOptions>(TOptions defaults, string except)
        where TOptions : IOptions
    {
        TOptions options = defaults;
        int before = errors.Count;
        foreach (OptionDescription option in OptionList.Of(defaults.GetType()).Where(o => o.Property != except))
        {
            string key = JsonNamingPolicy.CamelCase.ConvertName(option.Property);
            object? value = Read(key, new Box(option.ValueOf(defaults)), text => new Box(Parsed(option, text)))?.Value;
            options = option.With(options, value);
        }

        RefuseOthers();
        if (errors.Count == before)
        {
            errors.AddRange(OptionList.Problems(options).Select(problem => $"{path}: {problem}"));
        }

        return options;
    }

    private static object Parsed(OptionDescription option, string text)
    {
        Type type = Nullable.GetUnderlyingType(option.Type) ?? option.Type;
        object? value = type.IsEnum
            ? Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase)
                ? Enum.Parse(type, text, ignoreCase: true)
                : throw new FormatException($"one of {string.Join(", ", Enum.GetNames(type))}")
            : type == typeof(bool)
                ? bool.TryParse(text, out bool yes)
                    ? yes
                    : throw new FormatException("true or false")
                : Number(type, text);
        string? right = value is null ? option.Problem(double.NaN) : option.Problem(value);
        return right is null
            ? value!
            : throw new FormatException(type == typeof(double) ? right : $"a whole number, {right}");
    }

    private static object? Number(Type type, string text) =>
        type == typeof(double)
            ? double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)
                ? real
                : null
            : type == typeof(ulong)
                ? ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong natural)
                    ? natural
                    : null
                : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole)
                    ? whole
                    : null;

    // A value may be null, and null is what a missing key gives.
    private sealed record Box(object? Value);

    /// <summary>A list; a single value with commas (as an override gives it) replaces the whole list.</summary>
    public ImmutableArray<string> Texts(string key)
    {
        IConfigurationSection? found = Find(key);
        string[] values = found?.Value is { } line
            ? line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [.. (found?.GetChildren() ?? []).Select(child => child.Value ?? "")];
        if (values.Length == 0)
        {
            errors.Add($"{PathOf(key)} is missing or empty; it must be a list");
        }

        return [.. values];
    }

    /// <summary>A list that may be missing.</summary>
    public ImmutableArray<string> OptionalTexts(string key) => Has(key) ? Texts(key) : [];

    /// <summary>A list of names.</summary>
    public ImmutableArray<T> Choices<T>(string key)
        where T : struct, Enum
    {
        string[] names = Enum.GetNames<T>();
        ImmutableArray<string> texts = Texts(key);
        foreach (string text in texts.Where(text => !names.Contains(text, StringComparer.OrdinalIgnoreCase)))
        {
            errors.Add($"{PathOf(key)} holds '{text}'; it must be one of {string.Join(", ", names)}");
        }

        return
        [
            .. texts
                .Where(text => names.Contains(text, StringComparer.OrdinalIgnoreCase))
                .Select(text => Enum.Parse<T>(text, ignoreCase: true)),
        ];
    }

    public ulong Seed(string key, ulong? fallback = null) =>
        Read(
            key,
            fallback,
            value =>
                ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
                    ? seed
                    : throw new FormatException("a whole number of at least 0")
        );

    /// <summary>A list of seeds.</summary>
    public ImmutableArray<ulong> Seeds(string key)
    {
        var seeds = ImmutableArray.CreateBuilder<ulong>();
        foreach (string value in Texts(key))
        {
            if (ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
            {
                seeds.Add(seed);
            }
            else
            {
                errors.Add($"{PathOf(key)} holds '{value}'; a seed must be a whole number of at least 0");
            }
        }

        return seeds.ToImmutable();
    }

    /// <summary>Complains about every key that nobody asked for.</summary>
    public void RefuseOthers()
    {
        foreach (IConfigurationSection child in Children.Where(child => !known.Contains(child.Key)))
        {
            string? nearest = known.OrderBy(key => Distance(key, child.Key)).FirstOrDefault();
            string hint = nearest is null ? "there is no key here" : $"did you mean {PathOf(nearest)}?";
            errors.Add($"{PathOf(child.Key)} is no known key; {hint}");
        }
    }

    private T Read<T>(string key, object? fallback, Func<string, T> parse)
    {
        string? value = Find(key)?.Value;
        if (value is null)
        {
            if (fallback is T given)
            {
                return given;
            }

            errors.Add($"{PathOf(key)} is missing");
            return default!;
        }

        try
        {
            return parse(value);
        }
        catch (FormatException wanted)
        {
            errors.Add($"{PathOf(key)} is '{value}'; it must be {wanted.Message}");
            return default!;
        }
    }

    private IConfigurationSection? Find(string key)
    {
        known.Add(key);
        return Children.FirstOrDefault(child => string.Equals(child.Key, key, StringComparison.OrdinalIgnoreCase));
    }

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}:{key}";

    /// <summary>Levenshtein's distance, ignoring case; a word and its beginning are one apart.</summary>
    private static int Distance(string a, string b)
    {
        if (a.StartsWith(b, StringComparison.OrdinalIgnoreCase) || b.StartsWith(a, StringComparison.OrdinalIgnoreCase))
        {
            return 1;
        }

        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + change, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[^1];
    }
}
