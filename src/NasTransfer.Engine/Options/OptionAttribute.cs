namespace NasTransfer.Engine.Options;

/// <summary>
/// An option, declared once: what it is called, what it means, who set its default, and what values there may be. The
/// command line, the profiles, the checks and the lists that users read are all made from it.
/// </summary>
/// <param name="name">As the command line spells it, without dashes.</param>
/// <param name="meaning">One sentence.</param>
/// <param name="source">Who set the default value.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string name, string meaning, string source) : Attribute
{
    public string Name { get; } = name;

    public string Meaning { get; } = meaning;

    public string Source { get; } = source;

    /// <summary>What it is counted in; empty for a mere number or a name.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The smallest value; NaN for none, here and below.</summary>
    public double Least { get; init; } = double.NaN;

    /// <summary>All values are larger.</summary>
    public double Above { get; init; } = double.NaN;

    /// <summary>The largest value.</summary>
    public double Most { get; init; } = double.NaN;

    /// <summary>All values are smaller.</summary>
    public double Below { get; init; } = double.NaN;

    /// <summary>Why other values are none; empty where that is plain.</summary>
    public string Because { get; init; } = "";

    /// <summary>
    /// Came after results were stored: JSON leaves it out at its default, so that whatever had a key before keeps it
    /// (<see cref="OptionJson"/>).
    /// </summary>
    public bool LeftOutAtDefault { get; init; }
}
