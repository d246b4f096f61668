namespace NasTransfer.Reproduction.Claims;

/// <summary>C10: a direction for each method and proxy; all must hold.</summary>
[TestFixture]
public sealed class C10RandomClassesBeatUniformTests() : ClaimFixture("C10");
