namespace NasTransfer.Engine.Options;

/// <summary>A record of options: every property that can be set carries an <see cref="OptionAttribute"/>.</summary>
public interface IOptions
{
    /// <summary>What is wrong about values that are each in range, one clause each.</summary>
    IEnumerable<string> Conflicts() => [];
}
