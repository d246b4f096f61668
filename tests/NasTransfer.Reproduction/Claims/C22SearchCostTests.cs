namespace NasTransfer.Reproduction.Claims;

/// <summary>C22: the cost of a search is proportional to the images of its source.</summary>
[TestFixture]
public sealed class C22SearchCostTests() : ClaimFixture("C22");
