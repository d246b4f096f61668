namespace NasTransfer.Study.Profiles;

/// <summary>One way in which a run departs from the paper.</summary>
/// <param name="What">The thing that differs.</param>
/// <param name="Paper">How the paper has it.</param>
/// <param name="Here">How this run has it.</param>
/// <param name="Bias">The direction in which this is expected to push the result.</param>
public sealed record Deviation(string What, string Paper, string Here, string Bias);
