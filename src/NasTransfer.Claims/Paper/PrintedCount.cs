using System.Globalization;

namespace NasTransfer.Claims.Paper;

/// <summary>A number of images or classes as the paper prints it.</summary>
/// <param name="Text">"6.5K", "13,377", "1.2M".</param>
/// <param name="Value">6500, 13377, 1200000.</param>
/// <param name="Step">One unit of the last printed place: 100, 1, 100000.</param>
public sealed record PrintedCount(string Text, long Value, long Step)
{
    /// <summary>Whether a count prints like this one: it lies within half a unit of the last place.</summary>
    public bool Prints(long count) => 2 * Math.Abs(count - Value) <= Step;

    internal static PrintedCount Parse(string text)
    {
        long unit = text[^1] switch
        {
            'K' => 1_000,
            'M' => 1_000_000,
            _ => 1,
        };
        string digits = unit == 1 ? text : text[..^1];
        int decimals = digits.Contains('.') ? digits.Length - digits.IndexOf('.') - 1 : 0;
        long step = unit / (long)Math.Pow(10, decimals);
        decimal number = decimal.Parse(digits, NumberStyles.Number, CultureInfo.InvariantCulture);
        return new PrintedCount(text, (long)(number * unit), step);
    }
}
