using System.Globalization;
using NasTransfer.Claims.Statistics;
using NasTransfer.Cli.Output;

namespace NasTransfer.Cli.Verbs.Stats;

/// <summary>Two ends, or null in JSON where the interval is not known.</summary>
internal sealed record Ends(double Low, double High)
{
    public static Ends? Of(Interval? interval) =>
        interval is { IsKnown: true } known ? new Ends(known.Low, known.High) : null;
}

/// <summary>How these verbs print what they found: one figure a line.</summary>
internal static class Figure
{
    private const string None = "unknown";

    public static string Text(double? value, string unit = "") =>
        value is { } number && double.IsFinite(number)
            ? string.Create(CultureInfo.InvariantCulture, $"{number:0.0000} {unit}").TrimEnd()
            : None;

    public static string Text(Ends? ends) =>
        ends is null ? None : string.Create(CultureInfo.InvariantCulture, $"[{ends.Low:0.0000}, {ends.High:0.0000}]");

    public static void Write(TextWriter writer, params (string Name, string Value)[] figures)
    {
        var table = new TextTable("figure", "value");
        foreach ((string name, string value) in figures)
        {
            table.Add(name, value);
        }

        table.Write(writer);
    }
}
