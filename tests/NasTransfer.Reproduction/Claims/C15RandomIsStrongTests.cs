namespace NasTransfer.Reproduction.Claims;

/// <summary>C15: the share of transfers that beat random sampling, and three named falls below it.</summary>
[TestFixture]
public sealed class C15RandomIsStrongTests() : ClaimFixture("C15");
