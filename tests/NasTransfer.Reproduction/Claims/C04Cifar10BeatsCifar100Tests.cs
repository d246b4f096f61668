namespace NasTransfer.Reproduction.Claims;

/// <summary>C04: a direction for each method; most must hold.</summary>
[TestFixture]
public sealed class C04Cifar10BeatsCifar100Tests() : ClaimFixture("C04");
