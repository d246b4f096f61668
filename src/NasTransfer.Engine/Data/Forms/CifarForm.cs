using System.Collections.Immutable;
using NasTransfer.Engine.Data.Archives;
using NasTransfer.Engine.Data.Indexing;

namespace NasTransfer.Engine.Data.Forms;

/// <summary>
/// CIFAR-10 and CIFAR-100 in their binary form: a tar.gz of files of records, each of one label (CIFAR-10) or a coarse and
/// a fine label (CIFAR-100, of which the fine one counts), then 32 × 32 bytes of red, of green and of blue.
/// </summary>
internal sealed class CifarForm : OfficialForm
{
    private const int PixelBytes = 3 * 32 * 32;

    // The official files unpack to 184 MB.
    private const long MostUnpacked = 512L << 20;

    private readonly int labelBytes;
    private readonly string namesMember;
    private readonly ImmutableArray<string> trainMembers;
    private readonly string testMember;

    private CifarForm(
        string name,
        string archive,
        int labelBytes,
        string namesMember,
        ImmutableArray<string> trainMembers,
        string testMember
    )
    {
        (Name, Files) = (name, [archive]);
        (this.labelBytes, this.namesMember) = (labelBytes, namesMember);
        (this.trainMembers, this.testMember) = (trainMembers, testMember);
    }

    public static CifarForm Cifar10 { get; } =
        new(
            "CIFAR-10",
            "cifar-10-binary.tar.gz",
            labelBytes: 1,
            "batches.meta.txt",
            [.. Enumerable.Range(1, 5).Select(batch => $"data_batch_{batch}.bin")],
            "test_batch.bin"
        );

    public static CifarForm Cifar100 { get; } =
        new("CIFAR-100", "cifar-100-binary.tar.gz", labelBytes: 2, "fine_label_names.txt", ["train.bin"], "test.bin");

    public override string Name { get; }

    public override ImmutableArray<string> Files { get; }

    private int RecordBytes => labelBytes + PixelBytes;

    public override ImageIndex Index(string path, ImageIndexOptions options, CancellationToken cancellation)
    {
        string archive = Path.Combine(path, Files[0]);
        return Index(path, archive, ByteSource.Gunzip(archive, MostUnpacked, cancellation));
    }

    /// <param name="archive">Path of the archive.</param>
    /// <param name="tar">What it unpacks to.</param>
    internal ImageIndex Index(string path, string archive, ByteSource tar)
    {
        ImageIndexBuilder builder = new(path, Name, ImageEncoding.CifarPlanes);
        int number = builder.AddArchive(new ImageArchive(archive, "{file}", tar));
        Dictionary<string, TarMember> members = new(StringComparer.Ordinal);
        foreach (TarMember member in TarWalker.Members(tar))
        {
            if (member.IsFile && member.Segments(archive) is [.., string name])
            {
                members[name] = member;
            }
        }

        ImmutableArray<ImageClass> classes = ReadClasses(archive, tar, Member(members, archive, namesMember));
        foreach (string name in trainMembers)
        {
            AddRecords(builder, number, tar, Member(members, archive, name), name, "train", classes);
        }

        AddRecords(builder, number, tar, Member(members, archive, testMember), testMember, "test", classes);
        return builder.Build(classes);
    }

    private static TarMember Member(Dictionary<string, TarMember> members, string archive, string name) =>
        members.TryGetValue(name, out TarMember member)
            ? member
            : throw new BadInputException($"{archive} has no member {name}; download it again.");

    private static ImmutableArray<ImageClass> ReadClasses(string archive, ByteSource tar, TarMember member)
    {
        string place = $"{archive}!{member.Name}";
        string[] names = SideFile.Lines(SideFile.Read(tar, place, member.Offset, member.Length));
        return names.Length is > 0 and <= 256 && names.Distinct().Count() == names.Length
            ? [.. names.Select(name => new ImageClass(name, name))]
            : throw new BadInputException(
                $"{place} has {names.Length} lines; it must have a name for each class, each another one."
            );
    }

    private void AddRecords(
        ImageIndexBuilder builder,
        int archive,
        ByteSource tar,
        TarMember member,
        string name,
        string split,
        ImmutableArray<ImageClass> classes
    )
    {
        string place = $"{tar.Path}!{member.Name}";
        if (member.Length == 0 || member.Length % RecordBytes != 0)
        {
            throw new BadInputException(
                $"{place} has {member.Length} bytes; it must have a multiple of {RecordBytes}, which an image takes."
            );
        }

        Span<byte> label = stackalloc byte[1];
        string stem = Path.GetFileNameWithoutExtension(name);
        for (int record = 0; record < member.Length / RecordBytes; record++)
        {
            long offset = member.Offset + (long)record * RecordBytes;
            // The last of the labels is the fine one.
            tar.ReadExactly(offset + labelBytes - 1, label);
            if (label[0] >= classes.Length)
            {
                throw new BadInputException(
                    $"{place} has the label {label[0]} in record {record}; there are {classes.Length} classes."
                );
            }

            string file = $"{stem}-{record:D5}";
            builder.Add(
                split,
                classes[label[0]].Id,
                file,
                archive,
                offset + labelBytes,
                PixelBytes,
                $"{Path.GetFileName(tar.Path)}!{file}"
            );
        }
    }
}
