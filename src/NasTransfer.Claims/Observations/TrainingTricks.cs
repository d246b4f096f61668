namespace NasTransfer.Claims.Observations;

/// <summary>
/// What was switched on beside the paper's protocol, which does without (Training and Evaluation Protocol).
/// </summary>
[Flags]
public enum TrainingTricks
{
    /// <summary>The paper's protocol.</summary>
    None = 0,

    DropPath = 1,

    /// <summary>An auxiliary tower.</summary>
    AuxiliaryHead = 2,

    Cutout = 4,

    LabelSmoothing = 8,
}
