namespace NasTransfer.Reproduction.Claims;

/// <summary>C21: an interaction: a trick's gain on a small target less its gain on a large one.</summary>
[TestFixture]
public sealed class C21TrainingTricksTests() : ClaimFixture("C21");
