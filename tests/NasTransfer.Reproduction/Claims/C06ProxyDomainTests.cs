namespace NasTransfer.Reproduction.Claims;

/// <summary>C06: equivalence of sources from other domains and from the target's own.</summary>
[TestFixture]
public sealed class C06ProxyDomainTests() : ClaimFixture("C06");
