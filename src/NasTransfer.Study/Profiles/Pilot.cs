namespace NasTransfer.Study.Profiles;

/// <summary>What the noise of one run is expected to be, from runs that came before: it sizes the study.</summary>
/// <param name="Accuracy">Mean top-1 of random sampling, in percent.</param>
/// <param name="StandardDeviation">SD of top-1 between random architectures, in points.</param>
/// <param name="From">Where the two come from.</param>
public sealed record Pilot(double Accuracy, double StandardDeviation, string From);
