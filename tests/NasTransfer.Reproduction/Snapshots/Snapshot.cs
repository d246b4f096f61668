using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Newtonsoft.Json.Linq;
using Snapshooter;
using Snapshooter.Core;

namespace NasTransfer.Reproduction.Snapshots;

/// <summary>
/// Holds a value to its approved snapshot. Snapshooter drives; names, files, comparison and failure are ours, because its
/// own pass a first run silently and give two fixtures of one class one file.
/// </summary>
internal static class Snapshot
{
    /// <summary>Whether somebody approved one.</summary>
    public static bool IsApproved(SnapshotFullName name) => File.Exists(SnapshotFiles.Approved(name));

    /// <summary>Writes what came out beside where the approved snapshot would be, without judging it.</summary>
    /// <returns>The file's path.</returns>
    public static string Receive(object value, SnapshotFullName name)
    {
        string received = new SnapshotFiles().SaveNewSnapshot(name, new Serializer().SerializeObject(value));
        TestContext.AddTestAttachment(received, "what came out");
        return received;
    }

    /// <summary>Fails the test unless the value equals its approved snapshot, up to the tolerances.</summary>
    /// <param name="tolerances">See <see cref="TolerantComparer"/>.</param>
    public static void Match(object value, SnapshotFullName name, IReadOnlyDictionary<string, double> tolerances)
    {
        if (!IsApproved(name))
        {
            string received = Receive(value, name);
            Assert.Fail(
                $"There is no approved snapshot yet. What came out is in {received}; if it is right, rename it to {Path.GetFileName(SnapshotFiles.Approved(name))}."
            );
        }

        TestContext.AddTestAttachment(SnapshotFiles.Approved(name), "the approved snapshot");
        Serializer serializer = new();
        SnapshotFiles files = new();
        try
        {
            new SnapshotAssert(
                serializer,
                files,
                files,
                new TolerantComparer(tolerances, new Failure(name)),
                new Unchanged()
            ).AssertSnapshot(value, name, new MatchOptions());
        }
        catch (AssertionException)
        {
            TestContext.AddTestAttachment(SnapshotFiles.Received(name), "what came out");
            throw;
        }

        // Nothing differed: what an earlier run left behind would only mislead.
        files.Cleanup(name);
    }

    private sealed class Failure(SnapshotFullName name) : IAssert
    {
        public void Assert(string expectedSnapshot, string actualSnapshot)
        {
            if (expectedSnapshot != actualSnapshot)
            {
                NUnit.Framework.Assert.Fail(
                    $"Drift from the approved snapshot {SnapshotFiles.Approved(name)}:\n{actualSnapshot}\nWhat came out is in {Path.GetFileName(SnapshotFiles.Received(name))} beside it; if it is right, put it in the place of the approved one."
                );
            }
        }
    }

    private sealed class Serializer : ISnapshotSerializer
    {
        private static readonly JsonSerializerOptions Options = new()
        {
            WriteIndented = true,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Converters = { new JsonStringEnumConverter() },
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };

        public string SerializeObject(object objectToSerialize) =>
            JsonSerializer.Serialize(objectToSerialize, objectToSerialize.GetType(), Options);

        public string SerializeJsonToken(JToken jsonToken) => jsonToken.ToString();

        public JToken Deserialize(string jsonText) => JToken.Parse(jsonText);
    }

    private sealed class Unchanged : ISnapshotFormatter
    {
        public string FormatSnapshot(string snapshot, MatchOptions matchOptions) => snapshot;
    }
}
