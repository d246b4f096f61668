using System.Security.Cryptography;
using System.Text;
using NasTransfer.Claims.Catalogue;
using NasTransfer.Study.DataSets;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Store;

namespace NasTransfer.Reporting;

/// <summary>
/// What somebody approved of a profile, in a folder: a snapshot of every claim's verdict for some images, and on generated
/// images the bits of the whole study, unit by unit (store.verified.txt).
/// </summary>
/// <param name="Folder">expected/PROFILE; it need not exist.</param>
public sealed record ApprovedResults(string Folder)
{
    public const string BitsFile = "store.verified.txt";

    /// <summary>What generated images are called in a snapshot's name.</summary>
    public const string Generated = "generated";

    private const int HashDigits = 12;
    private const int Named = 5;

    private string BitsPath => Path.Combine(Folder, BitsFile);

    /// <summary>What the images are called in a snapshot's name: "generated", or the beginning of their content's hash.</summary>
    public static string ImagesName(StudyPlan plan, StudyImages images)
    {
        if (images.Kind == Generated)
        {
            return Generated;
        }

        string all = string.Join(
            '\n',
            plan.Sets.Select(images.Set).Select(set => $"{set.Role} {set.Train.Fingerprint} {set.Test.Fingerprint}")
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..HashDigits];
    }

    /// <summary>The approved snapshot of a claim's verdict on some images; null where there is none.</summary>
    /// <param name="images">Of <see cref="ImagesName"/>.</param>
    public string? SnapshotOf(ClaimDefinition claim, string images)
    {
        string path = Path.Combine(Folder, $"{claim.Id}{claim.Name}Tests.Verdict_data={images}.verified.json");
        return File.Exists(path) ? path : null;
    }

    /// <summary>Whether a whole study on generated images has the approved bits. Null of any other, and of none approved.</summary>
    /// <returns>One sentence.</returns>
    public string? Compare(StudyOutcome outcome, RunStore store)
    {
        if (Bits(outcome, store) is not { } here || !File.Exists(BitsPath))
        {
            return null;
        }

        string[] approved = File.ReadAllLines(BitsPath);
        if (approved.SequenceEqual(here))
        {
            return $"All {here.Length - 1} results are the approved ones, bit for bit ({here[0][..HashDigits]}).";
        }

        Dictionary<string, string> titles = Titles(outcome);
        string[] others = [.. here.Skip(1).Except(approved).Select(line => titles[line.Split(' ')[0]])];
        return $"{others.Length} of {here.Length - 1} results have other bits than the approved ones: {string.Join("; ", others.Take(Named))}{(others.Length > Named ? "; …" : "")}. Another processor does that; the snapshots say whether it matters.";
    }

    /// <summary>The lines of <see cref="BitsFile"/> for a whole study on generated images; null of any other.</summary>
    public static string[]? Bits(StudyOutcome outcome, RunStore store)
    {
        if (!outcome.Missing.IsEmpty || outcome.Plan.Images.Kind != Generated)
        {
            return null;
        }

        StoreHash here = StoreHash.Of(store, Titles(outcome).Keys);
        return
        [
            $"{here.Sha256} all {here.Results.Length} results",
            .. here.Results.Select(result => $"{result.Key} {result.Sha256}"),
        ];
    }

    private static Dictionary<string, string> Titles(StudyOutcome outcome) =>
        outcome
            .Searches.Select(search => (search.Unit.Key, search.Planned.Title))
            .Concat(outcome.Augments.Select(run => (run.Unit.Key, run.Planned.Title)))
            .DistinctBy(unit => unit.Key)
            .ToDictionary(unit => unit.Key, unit => unit.Title);
}
