namespace NasTransfer.Reproduction.Claims;

/// <summary>C07: a direction for each method and proxy; all must hold.</summary>
[TestFixture]
public sealed class C07Cifar10For22KTests() : ClaimFixture("C07");
