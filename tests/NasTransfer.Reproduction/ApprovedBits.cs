using System.Text;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Store;

namespace NasTransfer.Reproduction;

/// <summary>
/// The bits of a whole study on generated images, unit by unit, as somebody approved them: expected/PROFILE/store.txt. Other
/// bits are a note and no failure, as long as the numbers stay within the snapshots' tolerance.
/// </summary>
internal static class ApprovedBits
{
    private const string Approved = "store.verified.txt";
    private const string Received = "store.received.txt";
    private const int Named = 5;

    /// <returns>One sentence; nothing where the study is not whole, or on images of one's own.</returns>
    public static IEnumerable<string> Compare(StudyOutcome outcome, RunStore store)
    {
        if (!outcome.Missing.IsEmpty || outcome.Plan.Images.Kind != ReproductionSession.Generated)
        {
            return [];
        }

        Dictionary<string, string> titles = outcome
            .Searches.Select(search => (search.Unit.Key, search.Planned.Title))
            .Concat(outcome.Augments.Select(run => (run.Unit.Key, run.Planned.Title)))
            .DistinctBy(unit => unit.Key)
            .ToDictionary(unit => unit.Key, unit => unit.Title);
        StoreHash here = StoreHash.Of(store, titles.Keys);
        string folder = Path.Combine(Repository.Root, "expected", outcome.Plan.Profile.Name);
        string approved = Path.Combine(folder, Approved);
        string received = Path.Combine(folder, Received);
        string[] lines =
        [
            $"{here.Sha256} all {here.Results.Length} results",
            .. here.Results.Select(result => $"{result.Key} {result.Sha256}"),
        ];
        if (!File.Exists(approved))
        {
            Write(received, lines);
            return [$"The bits of this study have not been approved; they are in {Path.GetFileName(received)}."];
        }

        string[] wanted = File.ReadAllLines(approved);
        if (wanted.SequenceEqual(lines))
        {
            File.Delete(received);
            return [$"All {here.Results.Length} results are the approved ones, bit for bit ({here.Sha256[..12]})."];
        }

        Write(received, lines);
        HashSet<string> known = [.. wanted];
        string[] others =
        [
            .. here
                .Results.Where(result => !known.Contains($"{result.Key} {result.Sha256}"))
                .Select(result => titles[result.Key]),
        ];
        return
        [
            $"{others.Length} of {here.Results.Length} results have other bits than the approved ones: {string.Join("; ", others.Take(Named))}{(others.Length > Named ? "; …" : "")}. Another processor does that; the snapshots say whether it matters.",
        ];
    }

    private static void Write(string path, string[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(
            path,
            string.Join('\n', lines) + "\n",
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        );
    }
}
