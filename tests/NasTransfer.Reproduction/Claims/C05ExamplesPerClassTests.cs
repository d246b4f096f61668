namespace NasTransfer.Reproduction.Claims;

/// <summary>C05: two directions, each a part.</summary>
[TestFixture]
public sealed class C05ExamplesPerClassTests() : ClaimFixture("C05");
