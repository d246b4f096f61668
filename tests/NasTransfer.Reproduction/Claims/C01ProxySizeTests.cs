namespace NasTransfer.Reproduction.Claims;

/// <summary>C01: neighbours in size are equivalent, and so is the slope over all sizes to 0.</summary>
[TestFixture]
public sealed class C01ProxySizeTests() : ClaimFixture("C01");
