namespace NasTransfer.Reproduction.Claims;

/// <summary>C11: a direction for each method and rival of P1; all must hold.</summary>
[TestFixture]
public sealed class C11ProxyDesign22KTests() : ClaimFixture("C11");
