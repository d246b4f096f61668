using System.Text.Json;
using NasTransfer.Engine;

namespace NasTransfer.Study.DataSets.Fetching;

/// <summary>
/// What is there of a download: NAME.part, and beside it which version of the file it is a part of. Held open by one process
/// at a time.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private readonly FileStream stream;
    private readonly string versionPath;

    /// <exception cref="BadInputException">Another process is downloading it.</exception>
    public PartialFile(string path)
    {
        Path = path + ".part";
        versionPath = Path + ".version";
        try
        {
            stream = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (File.Exists(Path))
        {
            throw new BadInputException(
                $"{Path} cannot be opened, so another process may be downloading it ({failure.Message.TrimEnd('.')}); wait for it, or end it.",
                failure
            );
        }

        Version = ReadVersion();
        stream.Seek(0, SeekOrigin.End);
    }

    public string Path { get; }

    public long Length => stream.Length;

    /// <summary>What the server said of the whole file when the part was begun; null if nothing that can be trusted.</summary>
    public FileVersion? Version { get; private set; }

    /// <summary>Throws away what there is, and begins a part of this version.</summary>
    public void Restart(FileVersion version)
    {
        stream.SetLength(0);
        stream.Flush(flushToDisk: true);
        Version = version;
        File.WriteAllText(versionPath, JsonSerializer.Serialize(version));
    }

    /// <exception cref="BadInputException">The disk does not take them; a new connection would not help.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
        }
        catch (IOException failure)
        {
            throw new BadInputException(
                $"{Path} cannot be written at {stream.Length} bytes: {failure.Message.TrimEnd('.')}.",
                failure
            );
        }
    }

    /// <summary>All that there is, from its beginning.</summary>
    public Stream Content()
    {
        stream.Position = 0;
        return stream;
    }

    /// <summary>Puts the whole file in its place; from here on it is one.</summary>
    public void MoveTo(string path)
    {
        // On disk before it has its name, whatever happens next.
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        File.Move(Path, path, overwrite: false);
        File.Delete(versionPath);
    }

    /// <summary>Removes it: what it holds is of no use.</summary>
    public void Delete()
    {
        stream.Dispose();
        File.Delete(Path);
        File.Delete(versionPath);
    }

    public void Dispose() => stream.Dispose();

    private FileVersion? ReadVersion()
    {
        try
        {
            return File.Exists(versionPath)
                ? JsonSerializer.Deserialize<FileVersion>(File.ReadAllText(versionPath))
                : null;
        }
        catch (JsonException)
        {
            // Cut off while it was written: then nothing is known of the part, and it begins anew.
            return null;
        }
    }
}

/// <summary>Which version of a file a server gives out.</summary>
/// <param name="Address">Where.</param>
/// <param name="Validator">A strong ETag, or the date of the last change: what If-Range takes. Null if it says neither.</param>
/// <param name="Total">Its length; null if it does not say.</param>
internal sealed record FileVersion(string Address, string? Validator, long? Total);
