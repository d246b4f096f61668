namespace NasTransfer.Reproduction.Claims;

/// <summary>C25 rests on printed figures alone, which the audit judges.</summary>
[TestFixture]
public sealed class C25TablesAgreeTests() : ClaimFixture("C25");
