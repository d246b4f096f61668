using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Generated;

/// <summary>What families draw again and again.</summary>
internal static class Draws
{
    /// <summary>Uniform on low … high, both included.</summary>
    public static int Between(this CounterRandom random, int low, int high) => low + random.NextInt(high - low + 1);

    /// <summary>One of them.</summary>
    public static T Pick<T>(this CounterRandom random, T[] choices) => choices[random.NextInt(choices.Length)];

    /// <summary>A value of an enumeration as class names say it: NarrowCheck is "narrow check".</summary>
    public static string Words<T>(this T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $" {c}" : $"{c}"))
            .ToLowerInvariant();
}
