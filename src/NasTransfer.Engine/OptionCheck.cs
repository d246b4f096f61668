namespace NasTransfer.Engine;

/// <summary>One sentence for every option that is out of range.</summary>
internal static class OptionCheck
{
    /// <param name="name">The option as the command line spells it.</param>
    /// <param name="right">What would be right.</param>
    /// <exception cref="BadInputException">It does not hold.</exception>
    public static void Require(bool holds, string name, double value, string right)
    {
        if (!holds)
        {
            throw new BadInputException(FormattableString.Invariant($"{name} is {value}; it must be {right}."));
        }
    }
}
