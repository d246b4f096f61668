namespace NasTransfer.Reproduction.Claims;

/// <summary>C17: the ratio of between-method SDs, target over source.</summary>
[TestFixture]
public sealed class C17SimilarOnSourceSplitOnTargetTests() : ClaimFixture("C17");
