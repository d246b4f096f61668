using System.Security.Cryptography;
using NasTransfer.Study.DataSets.Catalogue;

namespace NasTransfer.Study.DataSets.Fetching;

/// <summary>Whether a file is what its owner gives out; where nobody says, whether it is what came the first time.</summary>
internal static class FileVerification
{
    // As sha256sum writes and checks it.
    private const string RecordExtension = ".sha256";

    private const int BufferSize = 1 << 20;

    /// <summary>Reads the whole file once.</summary>
    /// <param name="content">What is verified, from its beginning.</param>
    /// <param name="recordOf">The place of the finished file, beside which its hash is recorded.</param>
    /// <exception cref="WrongContentException">Length or hash is another.</exception>
    public static FetchedFile Verify(OfficialFile file, Stream content, string recordOf, bool wasThere)
    {
        long length = content.Length;
        if (file.Bytes is { } bytes && bytes != length)
        {
            throw new WrongContentException($"{file.Name} has {length} bytes; it must have {bytes}");
        }

        var (md5, sha256) = Hash(content);
        string? recorded = Recorded(recordOf);
        if (file.Checksum is { } checksum)
        {
            string actual = checksum.Kind == HashKind.Md5 ? md5 : sha256;
            return actual == checksum.Value
                ? new FetchedFile(recordOf, length, sha256, wasThere, $"{checksum.Kind} of {checksum.From}")
                : throw new WrongContentException(
                    $"{file.Name} has the {checksum.Kind} {actual}; by {checksum.From} it must be {checksum.Value}"
                );
        }

        if (recorded is not null && recorded != sha256)
        {
            throw new WrongContentException(
                $"{file.Name} has the SHA-256 {sha256}; when it first came, it was {recorded} ({recordOf}{RecordExtension})"
            );
        }

        return new FetchedFile(
            recordOf,
            length,
            sha256,
            wasThere,
            recorded is null
                ? "nothing: no checksum is published; its SHA-256 is recorded now"
                : "the SHA-256 recorded when it first came; no checksum is published"
        );
    }

    /// <summary>Writes the hash beside the file, unless it stands there already.</summary>
    public static void Record(FetchedFile file)
    {
        string record = file.Path + RecordExtension;
        if (!File.Exists(record))
        {
            File.WriteAllText(record, $"{file.Sha256}  {Path.GetFileName(file.Path)}\n");
        }
    }

    private static string? Recorded(string path)
    {
        string record = path + RecordExtension;
        return File.Exists(record) ? File.ReadAllText(record).Split(' ')[0] : null;
    }

    private static (string Md5, string Sha256) Hash(Stream content)
    {
        // MD5 is what the owners publish; against a forger it would not help, against a broken download it does.
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferSize];
        for (int read; (read = content.Read(buffer)) > 0; )
        {
            md5.AppendData(buffer, 0, read);
            sha256.AppendData(buffer, 0, read);
        }

        return (Convert.ToHexStringLower(md5.GetHashAndReset()), Convert.ToHexStringLower(sha256.GetHashAndReset()));
    }
}

/// <summary>A file is not what it must be. Its message has no full stop: what to do depends on who asked.</summary>
internal sealed class WrongContentException(string message) : Exception(message);
