namespace NasTransfer.Reproduction.Claims;

/// <summary>C23 rests on printed figures alone, which the audit judges.</summary>
[TestFixture]
public sealed class C23Table1Tests() : ClaimFixture("C23");
