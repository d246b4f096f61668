namespace NasTransfer.Claims.Catalogue;

/// <summary>What the claims of one family are about.</summary>
internal static class ClaimFamily
{
    public const string Size = "proxy size";
    public const string Domain = "proxy domain";
    public const string Design = "proxy design";
    public const string Baseline = "random baseline";
    public const string Scale = "scale of the target";
    public const string Protocol = "training protocol";
    public const string Record = "the paper's own figures";
}
