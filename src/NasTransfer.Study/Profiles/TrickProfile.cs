namespace NasTransfer.Study.Profiles;

/// <summary>How strong each training trick is when it is on.</summary>
/// <param name="DropPath">Probability of dropping a path in the last epoch.</param>
/// <param name="AuxiliaryWeight">Weight of the auxiliary head's loss.</param>
/// <param name="CutoutShare">Side of the blanked square as a share of the image's: 16 of 32 px in DARTS.</param>
public sealed record TrickProfile(double DropPath, double AuxiliaryWeight, double CutoutShare);
