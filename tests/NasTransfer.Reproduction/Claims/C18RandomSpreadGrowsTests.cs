namespace NasTransfer.Reproduction.Claims;

/// <summary>C18: two trends over the targets of random sampling.</summary>
[TestFixture]
public sealed class C18RandomSpreadGrowsTests() : ClaimFixture("C18");
