using System.Text;
using Snapshooter;
using Snapshooter.Core;

namespace NasTransfer.Reproduction.Snapshots;

/// <summary>Approved and received snapshots side by side: NAME.verified.json and NAME.received.json.</summary>
internal sealed class SnapshotFiles : ISnapshotFileHandler, ISnapshotEnvironmentCleaner
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static string Approved(SnapshotFullName name) => PathOf(name, "verified");

    public static string Received(SnapshotFullName name) => PathOf(name, "received");

    /// <summary>A first run approves nothing: what came out is only received.</summary>
    public string SaveNewSnapshot(SnapshotFullName snapshotFullName, string snapshotData) =>
        SaveReceived(snapshotFullName, snapshotData);

    public string SaveMismatchSnapshot(SnapshotFullName snapshotFullName, string snapshotData) =>
        SaveReceived(snapshotFullName, snapshotData);

    public string ReadSnapshot(SnapshotFullName snapshotFullName) => File.ReadAllText(Approved(snapshotFullName), Utf8);

    public bool TryReadSnapshot(SnapshotFullName snapshotFullName, out string snapshotData)
    {
        bool approved = File.Exists(Approved(snapshotFullName));
        snapshotData = approved ? ReadSnapshot(snapshotFullName) : "";
        return approved;
    }

    public void DeleteSnapshot(SnapshotFullName snapshotFullName) => File.Delete(Received(snapshotFullName));

    /// <summary>There are no subfolders.</summary>
    public void DeleteSnapshotSubfolder(SnapshotFullName snapshotFullName, string subfolderName) { }

    /// <summary>What an earlier run received says nothing about this one.</summary>
    public void Cleanup(SnapshotFullName snapshotFullName) => DeleteSnapshot(snapshotFullName);

    private static string SaveReceived(SnapshotFullName name, string data)
    {
        Directory.CreateDirectory(name.FolderPath);
        File.WriteAllText(Received(name), data.ReplaceLineEndings("\n").TrimEnd() + "\n", Utf8);
        return Received(name);
    }

    private static string PathOf(SnapshotFullName name, string kind) =>
        Path.Combine(name.FolderPath, $"{name.Filename}.{kind}.json");
}
