namespace NasTransfer.Reproduction.Claims;

/// <summary>C12: DARTS's place among three methods, proxy by proxy.</summary>
[TestFixture]
public sealed class C12RankingFlips22KTests() : ClaimFixture("C12");
