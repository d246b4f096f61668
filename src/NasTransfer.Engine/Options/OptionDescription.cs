using System.Globalization;
using System.Reflection;

namespace NasTransfer.Engine.Options;

/// <summary>One option of a record.</summary>
public sealed class OptionDescription
{
    private readonly PropertyInfo property;
    private readonly OptionAttribute attribute;

    internal OptionDescription(PropertyInfo property)
    {
        this.property = property;
        attribute =
            property.GetCustomAttribute<OptionAttribute>()
            ?? throw new InvalidOperationException(
                $"{property.DeclaringType}.{property.Name} can be set, so it needs an [Option]."
            );
    }

    /// <summary>As the command line spells it, without dashes.</summary>
    public string Name => attribute.Name;

    /// <summary>The property of the record.</summary>
    public string Property => property.Name;

    /// <summary>int, ulong, double, an enumeration, or a nullable one of these.</summary>
    public Type Type => property.PropertyType;

    public string Meaning => attribute.Meaning;

    public string Unit => attribute.Unit;

    /// <summary>Who set the default value.</summary>
    public string Source => attribute.Source;

    /// <summary>JSON leaves it out at its default; see <see cref="OptionJson"/>.</summary>
    public bool IsLeftOutAtDefault => attribute.LeftOutAtDefault;

    public object? ValueOf(IOptions options) => property.GetValue(options);

    /// <summary>What is wrong about a value, as "it must be …" continues; null if nothing is.</summary>
    public string? Problem(object? value)
    {
        if (value is null || value is Enum)
        {
            return null;
        }

        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        bool fits =
            double.IsFinite(number)
            && !(number < attribute.Least)
            && !(number <= attribute.Above)
            && !(number > attribute.Most)
            && !(number >= attribute.Below);
        return fits ? null : Right;
    }

    /// <summary>A copy of a record in which this option has another value.</summary>
    public TOptions With<TOptions>(TOptions options, object? value)
        where TOptions : IOptions
    {
        // What the compiler makes of `options with { Property = value }`.
        object copy = options.GetType().GetMethod("<Clone>$")!.Invoke(options, null)!;
        property.SetValue(copy, value);
        return (TOptions)copy;
    }

    private string Right
    {
        get
        {
            var (least, above, most, below) = (attribute.Least, attribute.Above, attribute.Most, attribute.Below);
            string range = (double.IsNaN(least), double.IsNaN(above), double.IsNaN(most), double.IsNaN(below)) switch
            {
                (false, _, false, _) => $"between {Text(least)} and {Text(most)}",
                (false, _, _, false) => $"at least {Text(least)} and below {Text(below)}",
                (_, false, false, _) => $"above {Text(above)} and at most {Text(most)}",
                (false, _, _, _) => $"{Text(least)} or more",
                (_, false, _, _) => $"above {Text(above)}",
                _ => "a finite number",
            };
            return range
                + (Nullable.GetUnderlyingType(Type) is null ? "" : ", or left out")
                + (attribute.Because.Length == 0 ? "" : $" ({attribute.Because})");
        }
    }

    private static string Text(double bound) => bound.ToString(CultureInfo.InvariantCulture);
}
