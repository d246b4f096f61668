using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NasTransfer.Engine.Data.Archives;

namespace NasTransfer.Engine.Data.Indexing;

/// <summary>Everything that an index depends on.</summary>
/// <param name="Folder">Where the data set lies; no part of the key, so that it may be moved.</param>
/// <param name="Form">What the form of the data set is called.</param>
/// <param name="Archives">Paths of the files whose members are listed.</param>
/// <param name="ClassList">Path of the list of classes, or null.</param>
/// <param name="Other">Whatever else changes the index.</param>
internal sealed record IndexKey(
    string Folder,
    string Form,
    IReadOnlyList<string> Archives,
    string? ClassList,
    string Other
)
{
    // To be raised with every change of what an index holds.
    private const int Version = 1;

    // Of each archive, so many bytes at both ends.
    private const int HashedBytes = 4096;

    // With thousands of archives, reading both ends of all would take minutes on a disk that spins.
    private const int MostHashedArchives = 256;

    /// <summary>
    /// SHA-256 over name, size and time of change of each archive, the first and last 4 KiB of each (where there are at most
    /// 256), and the list of classes.
    /// </summary>
    public string Digest()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string line) => hash.AppendData(Encoding.UTF8.GetBytes($"{line}\n"));
        Add($"{Version}\t{Form}\t{Other}");
        foreach (string archive in Archives)
        {
            FileInfo file = new(archive);
            Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file.Name}\t{file.Length}\t{file.LastWriteTimeUtc.Ticks}"
                )
            );
            if (Archives.Count <= MostHashedArchives)
            {
                hash.AppendData(Ends(archive));
            }
        }

        if (ClassList is not null)
        {
            hash.AppendData(File.ReadAllBytes(ClassList));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The content of files that an index depends on, for <see cref="Other"/>.</summary>
    public static string Of(params byte[][] contents) =>
        string.Join('/', contents.Select(content => Convert.ToHexStringLower(SHA256.HashData(content))));

    private static byte[] Ends(string path)
    {
        using ByteSource source = ByteSource.File(path);
        int count = (int)Math.Min(HashedBytes, source.Length);
        byte[] ends = new byte[2 * count];
        source.ReadExactly(0, ends.AsSpan(0, count));
        source.ReadExactly(source.Length - count, ends.AsSpan(count));
        return ends;
    }
}
