namespace NasTransfer.Reproduction.Claims;

/// <summary>C02: a direction for each method and small set; all must hold.</summary>
[TestFixture]
public sealed class C02SmallSetsBeatCifar100Tests() : ClaimFixture("C02");
