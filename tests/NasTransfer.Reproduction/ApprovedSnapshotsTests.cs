using System.Text.RegularExpressions;
using NasTransfer.Reporting;

namespace NasTransfer.Reproduction;

/// <summary>What lies in the folders of approved results: nothing that no fixture asks for, and nothing of one machine.</summary>
[TestFixture]
public sealed partial class ApprovedSnapshotsTests
{
    private static readonly string[] Profiles = ["tiny", "medium", "full"];

    private static readonly string[] Approved =
    [
        .. Profiles
            .Select(profile => Path.Combine(Repository.Root, "expected", profile))
            .Where(Directory.Exists)
            .SelectMany(Directory.GetFiles)
            .Where(file => !file.Contains(".received.", StringComparison.Ordinal)),
    ];

    [Test]
    public void Files_OfEveryProfile_BelongToAFixture()
    {
        HashSet<string> fixtures =
        [
            .. typeof(ClaimFixture)
                .Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(ClaimFixture)))
                .Select(type => type.Name),
        ];

        Assert.That(
            Approved.Where(file =>
                Path.GetFileName(file) != ApprovedResults.BitsFile
                && !(
                    NameOfASnapshot().Match(Path.GetFileName(file)) is { Success: true } name
                    && fixtures.Contains(name.Groups["fixture"].Value)
                )
            ),
            Is.Empty,
            "No fixture reads these; remove them."
        );
    }

    [Test]
    public void Texts_OfEverySnapshot_HoldNoTimePathOrMachine()
    {
        Assert.That(Approved, Is.Not.Empty);
        Assert.Multiple(() =>
        {
            foreach (string file in Approved)
            {
                string text = File.ReadAllText(file);
                Assert.That(OfOneMachine().Matches(text).Select(match => match.Value), Is.Empty, file);
                Assert.That(text, Does.Not.Match($@"(?i)\b{Regex.Escape(Environment.MachineName)}\b"), file);
            }
        });
    }

    [TestCase("at 12:30:05")]
    [TestCase("on 2026-11-24")]
    [TestCase("took 3.5 s")]
    [TestCase("in /home/somebody/store")]
    [TestCase("in C:\\store")]
    public void Texts_WithATimeOrAPath_AreSeen(string text) => Assert.That(OfOneMachine().IsMatch(text), Is.True);

    [GeneratedRegex(@"^(?<fixture>\w+)\.Verdict_data=(generated|[0-9a-f]{12})\.verified\.json\z")]
    private static partial Regex NameOfASnapshot();

    // A clock, a date, a duration, a path of Unix or of Windows.
    [GeneratedRegex(
        @"\b\d{1,2}:\d{2}(:\d{2})?\b|\b20\d{2}-\d{2}-\d{2}\b|\b\d+(\.\d+)? ?(ms|s|min|h)\b|(?<![\w.])/\w+/\w+|\b[A-Za-z]:\\"
    )]
    private static partial Regex OfOneMachine();
}
