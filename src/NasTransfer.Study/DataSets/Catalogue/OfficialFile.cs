namespace NasTransfer.Study.DataSets.Catalogue;

/// <summary>Which hash a checksum is.</summary>
public enum HashKind
{
    Md5,
    Sha256,
}

/// <summary>What a file must hash to.</summary>
/// <param name="Value">Lower-case hexadecimal.</param>
/// <param name="From">Who says so: the owner of the set, or somebody who downloaded it.</param>
public sealed record Checksum(HashKind Kind, string Value, string From);

/// <summary>A file as the owner of a set gives it out.</summary>
/// <param name="Name">The name that the readers look for.</param>
/// <param name="Address">Where it lies; null where only an account leads to it.</param>
/// <param name="Bytes">Its length; null where none is known.</param>
/// <param name="Checksum">Null where none is known: then the hash of the first download is recorded, and holds from then on.</param>
/// <param name="Holds">What is in it, in a few words.</param>
public sealed record OfficialFile(string Name, Uri? Address, long? Bytes, Checksum? Checksum, string Holds);
