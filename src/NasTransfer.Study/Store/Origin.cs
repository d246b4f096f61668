namespace NasTransfer.Study.Store;

/// <summary>Where an imported result came from.</summary>
/// <param name="Archive">The archive's file name, without its folder.</param>
/// <param name="Sha256">The archive's content.</param>
public sealed record Origin(string Archive, string Sha256);
