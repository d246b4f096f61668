using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace NasTransfer.Cli.Options;

/// <summary>Options whose errors name the option, the value and what would be right.</summary>
internal static class OptionFactory
{
    /// <typeparam name="T">bool, int, ulong, double, string, an enumeration, or a nullable one of these.</typeparam>
    /// <param name="name">With its dashes.</param>
    public static Option<T> Create<T>(string name, string description, T defaultValue)
    {
        Option<T> option = Bare<T>(name, description);
        option.DefaultValueFactory = _ => defaultValue;
        return option;
    }

    /// <summary>An option that must be given.</summary>
    public static Option<T> Required<T>(string name, string description)
    {
        Option<T> option = Bare<T>(name, description);
        option.Required = true;
        return option;
    }

    /// <summary>An option without which something is left out.</summary>
    public static Option<string?> Optional(string name, string description) => Bare<string?>(name, description);

    private static Option<T> Bare<T>(string name, string description)
    {
        Type type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        var option = new Option<T>(name) { Description = description };
        if (type == typeof(bool) || type == typeof(string))
        {
            return option;
        }

        option.HelpName = type.IsEnum ? string.Join('|', Spelling.All(type)) : "number";
        option.CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Parse(type, text) is T value)
            {
                return value;
            }

            result.AddError($"{name} is '{text}'; it must be {Right(type)}.");
            return default;
        };
        return option;
    }

    private static object? Parse(Type type, string text)
    {
        if (type.IsEnum)
        {
            return Spelling.Parse(type, text);
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 => Number<int>(text, NumberStyles.AllowLeadingSign),
            TypeCode.UInt64 => Number<ulong>(text, NumberStyles.None),
            TypeCode.Double => Number<double>(text, NumberStyles.Float) is { } number && double.IsFinite(number)
                ? number
                : null,
            _ => throw new NotSupportedException($"There are no options of type {type}."),
        };
    }

    private static T? Number<T>(string text, NumberStyles styles)
        where T : struct, INumberBase<T> =>
        T.TryParse(text, styles, CultureInfo.InvariantCulture, out T value) ? value : null;

    private static string Right(Type type) =>
        type.IsEnum ? string.Join(" or ", Spelling.All(type))
        : type == typeof(double) ? "a number"
        : type == typeof(ulong) ? $"a whole number from 0 to {ulong.MaxValue}"
        : "a whole number";
}
