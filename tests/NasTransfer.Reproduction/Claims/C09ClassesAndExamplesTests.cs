namespace NasTransfer.Reproduction.Claims;

/// <summary>C09: equivalence of three proxies in pairs.</summary>
[TestFixture]
public sealed class C09ClassesAndExamplesTests() : ClaimFixture("C09");
