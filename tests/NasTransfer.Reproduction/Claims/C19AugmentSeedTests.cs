namespace NasTransfer.Reproduction.Claims;

/// <summary>C19: ENAS's range over augment seeds against every other method's.</summary>
[TestFixture]
public sealed class C19AugmentSeedTests() : ClaimFixture("C19");
