using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace NasTransfer.Cli.Options;

/// <summary>
/// An option whose errors name it, its value and what would be right, and whose help shows the default as it is typed.
/// </summary>
/// <typeparam name="T">bool, int, ulong, double, string, an enumeration, or a nullable one of these.</typeparam>
internal sealed class Setting<T> : Option<Typed<T>>
{
    private static readonly Type Plain = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);

    private Setting(string name, string description)
        : base(name)
    {
        Description = description;
        HelpName =
            Plain.IsEnum ? string.Join('|', Spelling.All(Plain))
            : Plain == typeof(string) ? "text"
            : Plain == typeof(bool) ? "true|false"
            : "number";
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Typed.Parse(Plain, text) is T value)
            {
                return new(value);
            }

            result.AddError($"{name} is '{text}'; it must be {Typed.Right(Plain)}.");
            return default;
        };
    }

    /// <param name="name">With its dashes.</param>
    /// <param name="defaultValue">Null where leaving the option out means something of its own.</param>
    public static Setting<T> Of(string name, string description, T defaultValue)
    {
        var setting = new Setting<T>(name, description);
        if (defaultValue is not null)
        {
            setting.DefaultValueFactory = _ => new(defaultValue);
        }

        return setting;
    }

    /// <summary>A setting that must be given.</summary>
    public static Setting<T> Mandatory(string name, string description) => new(name, description) { Required = true };
}

/// <summary>A value that prints as it is typed.</summary>
internal readonly record struct Typed<T>(T Value)
{
    public override string ToString() => Typed.Text(Value);
}

/// <summary>Values from and to the words of a command line.</summary>
internal static class Typed
{
    /// <summary>The value of a setting, or its default.</summary>
    public static T Get<T>(this ParseResult parsed, Setting<T> setting) => parsed.GetValue(setting).Value;

    public static string Text(object? value) =>
        value switch
        {
            null => "",
            Enum => Spelling.Of(value),
            bool yes => yes ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    /// <summary>Null if the text is no such value.</summary>
    public static object? Parse(Type type, string text) =>
        type.IsEnum
            ? Spelling.Parse(type, text)
            : Type.GetTypeCode(type) switch
            {
                TypeCode.String => text,
                TypeCode.Boolean => bool.TryParse(text, out bool yes) ? yes : null,
                TypeCode.Int32 => Number<int>(text, NumberStyles.AllowLeadingSign),
                TypeCode.UInt64 => Number<ulong>(text, NumberStyles.None),
                TypeCode.Double => Number<double>(text, NumberStyles.Float) is { } number && double.IsFinite(number)
                    ? number
                    : null,
                _ => throw new NotSupportedException($"There are no settings of type {type}."),
            };

    /// <summary>What a text of this type must be.</summary>
    public static string Right(Type type) =>
        type.IsEnum ? string.Join(" or ", Spelling.All(type))
        : type == typeof(bool) ? "true or false"
        : type == typeof(double) ? "a number"
        : type == typeof(ulong) ? $"a whole number from 0 to {ulong.MaxValue}"
        : "a whole number";

    private static T? Number<T>(string text, NumberStyles styles)
        where T : struct, INumberBase<T> =>
        T.TryParse(text, styles, CultureInfo.InvariantCulture, out T value) ? value : null;
}
