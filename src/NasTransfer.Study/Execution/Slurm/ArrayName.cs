using System.Globalization;
using System.Text.RegularExpressions;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>
/// The name of a job array: which store it works for, in which submission, and which of its arrays it is. Slurm knows it
/// as the job's name, so what is queued for a study can be told from the queue alone.
/// </summary>
/// <param name="StoreId">Of the store's folder; see <see cref="StoreIdOf"/>.</param>
/// <param name="Submission">From 1.</param>
/// <param name="Number">Of the array within its submission, from 1.</param>
internal readonly partial record struct ArrayName(string StoreId, int Submission, int Number)
{
    private const string Program = "nastransfer";

    // Two stores of one user with the same eight digits are not to be expected.
    private const int Digits = 8;

    public static string StoreIdOf(RunStore store) => CanonicalJson.Sha256(store.Folder)[..Digits];

    /// <summary>With what the names of all arrays of a store begin.</summary>
    public static string PrefixOf(RunStore store) => $"{Program}-{StoreIdOf(store)}-";

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Program}-{StoreId}-{Submission}-{Number}");

    public static ArrayName? Parse(string name) =>
        Form().Match(name) is { Success: true } match
            ? new ArrayName(match.Groups[1].Value, NumberIn(match.Groups[2]), NumberIn(match.Groups[3]))
            : null;

    private static int NumberIn(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^nastransfer-([0-9a-f]{8})-(\d{1,9})-(\d{1,9})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
