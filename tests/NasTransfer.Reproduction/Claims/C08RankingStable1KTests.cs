namespace NasTransfer.Reproduction.Claims;

/// <summary>C08: the same order of three methods for every proxy.</summary>
[TestFixture]
public sealed class C08RankingStable1KTests() : ClaimFixture("C08");
