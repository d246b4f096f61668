using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NasTransfer.Engine.Data.Indexing;

/// <summary>
/// Indices in files, so that an archive is walked once. A file is named by what its index depends on, begins with the
/// SHA-256 of the rest, and appears whole or not at all; one that does not read is built anew, never believed.
/// </summary>
internal static class IndexCache
{
    private const string Extension = ".index";
    private const int RowBytes = 28;

    /// <summary>The index of <paramref name="key"/>: from the folder, or else built and kept there.</summary>
    /// <param name="folder">Null builds it and keeps nothing.</param>
    /// <exception cref="BadInputException">The folder cannot be written.</exception>
    public static ImageIndex Get(IndexKey key, string? folder, Func<ImageIndex> build)
    {
        if (folder is null)
        {
            return build();
        }

        string path = Path.Combine(folder, key.Digest() + Extension);
        if (File.Exists(path) && Read(path, key) is { } cached)
        {
            return cached;
        }

        ImageIndex index = build();
        try
        {
            Directory.CreateDirectory(folder);
            Write(path, index);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(
                $"{folder} cannot hold the index of {key.Folder} ({exception.Message.TrimEnd('.')}); name a folder that can be written.",
                exception
            );
        }

        return index;
    }

    private static void Write(string path, ImageIndex index)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew))
            {
                using SHA256 hash = SHA256.Create();
                file.Write(new byte[SHA256.HashSizeInBytes]);
                using (CryptoStream hashed = new(file, hash, CryptoStreamMode.Write, leaveOpen: true))
                using (BinaryWriter writer = new(new BufferedStream(hashed)))
                {
                    Write(writer, index);
                }

                file.Position = 0;
                file.Write(hash.Hash);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Write(BinaryWriter writer, ImageIndex index)
    {
        writer.Write(index.Form);
        writer.Write((int)index.Encoding);
        WriteAll(writer, index.Classes.SelectMany(@class => new[] { @class.Id, @class.Name }));
        WriteAll(writer, index.Splits);
        WriteAll(writer, index.Archives.SelectMany(archive => new[] { archive.Name, archive.Members }));
        writer.Write(index.Count);
        writer.Write(MemoryMarshal.AsBytes<ImageRow>(index.Rows));
        writer.Write(index.Names.Length);
        writer.Write(index.Names.Span);
    }

    private static void WriteAll(BinaryWriter writer, IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        writer.Write(all.Length);
        foreach (string text in all)
        {
            writer.Write(text);
        }
    }

    // Null if it is damaged.
    private static ImageIndex? Read(string path, IndexKey key)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] expected = new byte[SHA256.HashSizeInBytes];
            file.ReadExactly(expected);
            using SHA256 hash = SHA256.Create();
            using CryptoStream hashed = new(file, hash, CryptoStreamMode.Read);
            using BufferedStream buffered = new(hashed);
            using BinaryReader reader = new(buffered);
            ImageIndex index = Read(reader, key, file.Length);
            bool atEnd = buffered.ReadByte() < 0;
            return atEnd && hash.Hash!.AsSpan().SequenceEqual(expected) ? index : null;
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or FormatException
                        or InvalidDataException
                        or ArgumentException
                        or KeyNotFoundException
                        or IndexOutOfRangeException
            )
        {
            return null;
        }
    }

    private static ImageIndex Read(BinaryReader reader, IndexKey key, long most)
    {
        string form = reader.ReadString();
        ImageEncoding encoding = (ImageEncoding)reader.ReadInt32();
        string[] classes = ReadAll(reader, most);
        string[] splits = ReadAll(reader, most);
        string[] archives = ReadAll(reader, most);
        ImageRow[] rows = new ImageRow[Bounded(reader.ReadInt32(), most / RowBytes)];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(rows.AsSpan()));
        byte[] names = new byte[Bounded(reader.ReadInt32(), most)];
        reader.BaseStream.ReadExactly(names);
        Dictionary<string, string> paths = key.Archives.ToDictionary(archive => Path.GetFileName(archive));
        return new ImageIndex(
            key.Folder,
            form,
            encoding,
            [.. classes.Chunk(2).Select(pair => new ImageClass(pair[0], pair[1]))],
            [.. splits],
            [.. archives.Chunk(2).Select(pair => new ImageArchive(paths[pair[0]], pair[1]))],
            rows,
            names
        );
    }

    private static string[] ReadAll(BinaryReader reader, long most)
    {
        string[] texts = new string[Bounded(reader.ReadInt32(), most)];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadString();
        }

        return texts;
    }

    // A damaged count must not take memory that the file cannot fill.
    private static int Bounded(int count, long most) =>
        count >= 0 && count <= most ? count : throw new InvalidDataException();
}
