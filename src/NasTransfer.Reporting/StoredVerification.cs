using System.Collections.Immutable;
using System.Text.Json;
using NasTransfer.Engine;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Reporting;

/// <summary>What <c>nastransfer verify</c> left in a run store.</summary>
/// <param name="Changed">Keys of units that have another result now than when they were verified, or none.</param>
public sealed record StoredVerification(Verification Verification, ImmutableHashSet<string> Changed)
{
    private const string FileName = "verification.json";

    /// <summary>Where a store keeps it, beside the folders of its units.</summary>
    public static string PathIn(RunStore store) => Path.Combine(store.Folder, FileName);

    /// <summary>The last one; null where there is none.</summary>
    /// <exception cref="BadInputException">The file holds something else.</exception>
    public static StoredVerification? Find(RunStore store)
    {
        string path = PathIn(store);
        if (!File.Exists(path))
        {
            return null;
        }

        Verification verification = Read(path);
        Dictionary<string, string> now = StoreHash
            .Of(store, verification.Units.Select(unit => unit.Key))
            .Results.ToDictionary(result => result.Key, result => result.Sha256);
        return new StoredVerification(
            verification,
            [
                .. verification
                    .Units.Where(unit => now.GetValueOrDefault(unit.Key) != unit.Stored)
                    .Select(unit => unit.Key),
            ]
        );
    }

    private static Verification Read(string path)
    {
        try
        {
            if (
                JsonSerializer.Deserialize<Verification>(File.ReadAllText(path), CanonicalJson.Options) is
                { Units.IsDefault: false } verification
            )
            {
                return verification;
            }
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new BadInputException($"{path} is not what nastransfer verify writes; remove it, or run verify again.");
    }
}
