namespace NasTransfer.Reproduction.Claims;

/// <summary>C03: a direction for DARTS, and non-inferiority of the small sets for the others.</summary>
[TestFixture]
public sealed class C03OnlyDartsPrefersCifar10Tests() : ClaimFixture("C03");
