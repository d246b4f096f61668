namespace NasTransfer.Reproduction.Claims;

/// <summary>C16: existence over all combinations.</summary>
[TestFixture]
public sealed class C16SomeCombinationWinsTests() : ClaimFixture("C16");
