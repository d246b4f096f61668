namespace NasTransfer.Reproduction.Claims;

/// <summary>C14: a direction for each target, for NAO alone; both must hold.</summary>
[TestFixture]
public sealed class C14NaoPrefersUnrelatedTests() : ClaimFixture("C14");
