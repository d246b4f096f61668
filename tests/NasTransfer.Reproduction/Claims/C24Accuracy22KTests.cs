namespace NasTransfer.Reproduction.Claims;

/// <summary>C24: a printed accuracy, and its place between two published networks.</summary>
[TestFixture]
public sealed class C24Accuracy22KTests() : ClaimFixture("C24");
