namespace NasTransfer.Reproduction.Claims;

/// <summary>C20: a trend over numbers of cells in each row of Table 4, as the caption and as the text have it.</summary>
[TestFixture]
public sealed class C20CellCountTests() : ClaimFixture("C20");
