namespace NasTransfer.Engine.Data.Archives;

/// <summary>What a tar member is.</summary>
internal enum TarKind
{
    File,
    Folder,
    Link,
    Device,

    /// <summary>What no other kind covers, such as a sparse file or a part of a volume.</summary>
    Other,
}

/// <summary>A member of a tar file and where its bytes lie.</summary>
/// <param name="Name">Its path as it is written; bytes that are no UTF-8, and control characters, as \xNN.</param>
/// <param name="HasPlainName">The name is UTF-8 without control characters.</param>
/// <param name="Offset">Of its first byte, in the file that holds the tar.</param>
/// <param name="Length">Bytes.</param>
internal readonly record struct TarMember(string Name, bool HasPlainName, TarKind Kind, long Offset, long Length)
{
    private const string Up = "..";

    public bool IsFile => Kind == TarKind.File;

    /// <summary>The folders and the name of the path, without what says nothing ("." and empty).</summary>
    /// <param name="archive">What messages call the tar.</param>
    /// <exception cref="BadInputException">The path is absolute, leads out of the archive, or is no plain text.</exception>
    public string[] Segments(string archive)
    {
        if (!HasPlainName)
        {
            throw new BadInputException(
                $"{archive}!{Name} has a name that is not UTF-8 text; pack it again under a plain name."
            );
        }

        string[] segments = [.. Name.Split('/').Where(segment => segment is not ("" or "."))];
        if (Name.StartsWith('/') || segments.Contains(Up))
        {
            throw new BadInputException(
                $"{archive}!{Name} leads out of the archive; pack it again under a path without .. and without / in front."
            );
        }

        return segments;
    }

    /// <exception cref="BadInputException">It is neither file nor folder.</exception>
    public void RequireFileOrFolder(string archive)
    {
        string? what = Kind switch
        {
            TarKind.File or TarKind.Folder => null,
            TarKind.Link => "a link; pack the file itself",
            TarKind.Device => "a device or a pipe; pack files only",
            _ => "a member of a kind that is not read; pack plain files",
        };
        if (what is not null)
        {
            throw new BadInputException($"{archive}!{Name} is {what}.");
        }
    }
}
