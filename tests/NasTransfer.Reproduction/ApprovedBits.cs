using System.Text;
using NasTransfer.Reporting;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Store;

namespace NasTransfer.Reproduction;

/// <summary>
/// The bits of a whole study on generated images, received for approval where they are not the approved ones. Other bits are
/// a note of the report and no failure, as long as the numbers stay within the snapshots' tolerance.
/// </summary>
internal static class ApprovedBits
{
    private const string Received = "store.received.txt";

    public static void Receive(StudyOutcome outcome, RunStore store)
    {
        if (ApprovedResults.Bits(outcome, store) is not { } lines)
        {
            return;
        }

        string folder = Path.Combine(Repository.Root, "expected", outcome.Plan.Profile.Name);
        string approved = Path.Combine(folder, ApprovedResults.BitsFile);
        string received = Path.Combine(folder, Received);
        if (File.Exists(approved) && File.ReadAllLines(approved).SequenceEqual(lines))
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(
            received,
            string.Join('\n', lines) + "\n",
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        );
    }
}
