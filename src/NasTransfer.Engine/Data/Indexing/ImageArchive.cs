using NasTransfer.Engine.Data.Archives;

namespace NasTransfer.Engine.Data.Indexing;

/// <summary>A file that holds many images.</summary>
/// <param name="Path">Of the file.</param>
/// <param name="Members">
/// How its members are called, with {split}, {class} and {file} for the parts of an image's path. Messages say so.
/// </param>
/// <param name="Unpacked">Its bytes where they are held in memory, because it is compressed; otherwise null.</param>
internal sealed record ImageArchive(string Path, string Members, ByteSource? Unpacked = null)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>To be disposed of; the bytes in memory outlive it.</summary>
    public ByteSource Open() => Unpacked ?? ByteSource.File(Path);

    public string Member(string split, string @class, string file) =>
        Members.Replace("{split}", split).Replace("{class}", @class).Replace("{file}", file);
}

/// <summary>How the bytes of an image are to be understood.</summary>
internal enum ImageEncoding
{
    /// <summary>A JPEG or PNG file.</summary>
    File,

    /// <summary>32 × 32 bytes of red, row by row, then of green, then of blue (CIFAR's binary form).</summary>
    CifarPlanes,
}
