namespace NasTransfer.Claims.Verdicts;

/// <summary>What is said about a claim.</summary>
public enum Verdict
{
    Reproduced,
    PartiallyReproduced,
    NotReproduced,

    /// <summary>It ran, and cannot decide.</summary>
    Inconclusive,

    /// <summary>No data or no budget; the reason says what is missing.</summary>
    NotTested,

    /// <summary>The protocol was broken: a seed used twice, too many diverged runs.</summary>
    Invalid,
}
