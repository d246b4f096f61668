namespace NasTransfer.Reproduction.Claims;

/// <summary>C13: non-inferiority of the best small source to the best direct proxy.</summary>
[TestFixture]
public sealed class C13TransferMatchesDirectTests() : ClaimFixture("C13");
