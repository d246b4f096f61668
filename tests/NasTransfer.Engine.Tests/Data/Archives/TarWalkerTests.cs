using System.Formats.Tar;
using NasTransfer.Engine.Data.Archives;

namespace NasTransfer.Engine.Tests.Data.Archives;

public sealed class TarWalkerTests
{
    private static readonly byte[] Content = [1, 2, 3];

    [Test]
    public void Members_OfFilesAndFolders_HaveNameKindAndPlace()
    {
        byte[] tar = new TarBytes()
            .Folder("train/cat/")
            .File("train/cat/a.png", Content)
            .File("b", new byte[512])
            .Build();

        TarMember[] members = Walk(tar);

        Assert.That(members.Select(member => member.Name), Is.EqualTo(new[] { "train/cat/", "train/cat/a.png", "b" }));
        Assert.That(
            members.Select(member => member.Kind),
            Is.EqualTo(new[] { TarKind.Folder, TarKind.File, TarKind.File })
        );
        Assert.That(members.Select(member => member.Offset), Is.EqualTo(new[] { 512L, 1024, 2048 }));
        Assert.That(members.Select(member => member.Length), Is.EqualTo(new[] { 0L, 3, 512 }));
    }

    [TestCase(TarEntryFormat.V7)]
    [TestCase(TarEntryFormat.Ustar)]
    [TestCase(TarEntryFormat.Pax)]
    [TestCase(TarEntryFormat.Gnu)]
    public void Members_OfTheFrameworksTars_AreWhatItsReaderSees(TarEntryFormat format)
    {
        string deep = $"train/{new string('k', 60)}/{new string('f', format == TarEntryFormat.V7 ? 20 : 90)}.png";
        using MemoryStream stream = new();
        using (TarWriter writer = new(stream, format, leaveOpen: true))
        {
            foreach (string name in new[] { "train/a.png", deep, "test/ü.png" })
            {
                writer.WriteEntry(Entry(format, name));
            }
        }

        stream.Position = 0;
        using TarReader reader = new(stream, leaveOpen: true);
        List<(string, long, long)> expected = [];
        while (reader.GetNextEntry() is { } entry)
        {
            expected.Add((entry.Name, entry.DataOffset, entry.Length));
        }

        Assert.That(
            Walk(stream.ToArray()).Select(member => (member.Name, member.Offset, member.Length)),
            Is.EqualTo(expected)
        );
    }

    [Test]
    public void Members_PrefixLongNameAndPax_GiveTheWholeName()
    {
        byte[] tar = new TarBytes()
            .File("a.png", Content, prefix: "train/cat")
            .LongName("train/dog/" + new string('x', 300))
            .File("cut", Content)
            .Pax(("mtime", "1.5"), ("path", "train/emu/ü.png"))
            .File("ascii", Content)
            .File("plain", Content)
            .Build();

        Assert.That(
            Walk(tar).Select(member => member.Name),
            Is.EqualTo(new[] { "train/cat/a.png", "train/dog/" + new string('x', 300), "train/emu/ü.png", "plain" })
        );
    }

    [Test]
    public void Members_PaxSize_CountsInsteadOfTheField()
    {
        byte[] tar = new TarBytes().Pax(("size", "3")).Claiming("a", 0, Content).File("b", Content).Build();

        TarMember[] members = Walk(tar);

        Assert.That(members.Select(member => member.Length), Is.EqualTo(new[] { 3L, 3 }));
    }

    [Test]
    public void Members_OfATarInATar_HavePlacesInTheOuterFile()
    {
        byte[] inner = new TarBytes().File("x.png", Content).Build();
        ByteSource source = ByteSource.Memory("outer.tar", new TarBytes().File("n1.tar", inner).Build());
        TarMember tar = TarWalker.Members(source).Single();

        TarMember member = TarWalker.Members(source, "outer.tar!n1.tar", tar.Offset, tar.Length).Single();

        byte[] bytes = new byte[3];
        source.ReadExactly(member.Offset, bytes);
        Assert.That(bytes, Is.EqualTo(Content));
    }

    [Test]
    public void Members_InnerTarThatReachesBeyondItsOwnEnd_IsTruncated()
    {
        byte[] inner = new TarBytes().Claiming("x.png", 2000, Content).Build();
        ByteSource source = ByteSource.Memory("o.tar", new TarBytes().File("n1.tar", inner).File("b", inner).Build());
        TarMember tar = TarWalker.Members(source).First();

        Assert.That(
            () => TarWalker.Members(source, "o.tar!n1.tar", tar.Offset, tar.Length).ToArray(),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo(
                    "o.tar!n1.tar is truncated: it ends within x.png, which claims 2000 bytes; pack or download it again."
                )
        );
    }

    [TestCase(10_000_000_000)]
    [TestCase((1L << 56) - 1)]
    public void Members_ClaimingMoreThanThereIs_AreTruncated(long size)
    {
        AssertBadInput(
            new TarBytes().Claiming("train/cat/a.png", size, Content).Build(),
            $"t.tar is truncated: it ends within train/cat/a.png, which claims {size} bytes;"
        );
    }

    [Test]
    public void Members_ExtendedHeaderOfGigabytes_IsDamage()
    {
        // As large as the file has room for would be fine for a member, but not for a name.
        byte[] tar = new TarBytes().OfType('L', "x").Build();
        byte[] large = [.. tar, .. new byte[2 << 20]];
        "00007777777"u8.CopyTo(large.AsSpan(124));
        TarBytes.WriteChecksum(large.AsSpan(0, 512));

        AssertBadInput(large, "is not a tar file, or is damaged (an extended header claims 2097151 bytes)");
    }

    [Test]
    public void Members_WrongChecksum_IsDamage()
    {
        byte[] tar = new TarBytes().File("a", Content).Build();
        tar[3] ^= 1;

        AssertBadInput(tar, "t.tar is not a tar file, or is damaged (the checksum of a header is wrong);");
    }

    [Test]
    public void Members_SizeThatIsNoNumber_IsDamage()
    {
        byte[] tar = new TarBytes().File("a", Content).Build();
        "000000000x3"u8.CopyTo(tar.AsSpan(124));
        TarBytes.WriteChecksum(tar.AsSpan(0, 512));

        AssertBadInput(tar, "is not a tar file, or is damaged (a size is no number);");
    }

    [Test]
    public void Segments_LeadingOutOrNoText_AreBadInput()
    {
        static string Message(TarBytes tar) =>
            Assert.Throws<BadInputException>(() => Walk(tar.Build()).Single().Segments("t.tar")).Message;

        Assert.That(Message(new TarBytes().File("../a.png", Content)), Does.StartWith("t.tar!../a.png leads out of"));
        Assert.That(Message(new TarBytes().File("a/../../b", Content)), Does.StartWith("t.tar!a/../../b leads out of"));
        Assert.That(Message(new TarBytes().File("/etc/a.png", Content)), Does.StartWith("t.tar!/etc/a.png leads out"));
        Assert.That(
            Message(new TarBytes().Named([(byte)'a', 0xE9, (byte)'b'], Content)),
            Does.StartWith(@"t.tar!a\xE9b has a name that is not UTF-8 text;")
        );
        Assert.That(
            Message(new TarBytes().Named("a\nb"u8.ToArray(), Content)),
            Does.StartWith(@"t.tar!a\x0Ab has a name that is not UTF-8 text;")
        );
    }

    [Test]
    public void Segments_OfAPlainPath_AreItsParts()
    {
        TarMember member = Walk(new TarBytes().File("./train//cat/a..b.png", Content).Build()).Single();

        Assert.That(member.Segments("t.tar"), Is.EqualTo(new[] { "train", "cat", "a..b.png" }));
    }

    [TestCase('1', "a link;")]
    [TestCase('2', "a link;")]
    [TestCase('3', "a device or a pipe;")]
    [TestCase('4', "a device or a pipe;")]
    [TestCase('6', "a device or a pipe;")]
    [TestCase('S', "a member of a kind that is not read;")]
    public void RequireFileOrFolder_OfOtherKinds_IsBadInput(char type, string what)
    {
        TarMember member = Walk(new TarBytes().OfType(type, "train/x").Build()).Single();

        Assert.That(
            () => member.RequireFileOrFolder("t.tar"),
            Throws.TypeOf<BadInputException>().With.Message.StartsWith($"t.tar!train/x is {what}")
        );
    }

    // 4 mutations of every kind together; seeded. A larger count: see the explicit one.
    [Test]
    public void Members_MutatedTars_GiveMembersOrOneError() => Fuzz(100_000);

    [Test, Explicit("Minutes.")]
    public void Members_MillionsOfMutatedTars_GiveMembersOrOneError() => Fuzz(5_000_000);

    private static void Fuzz(int count)
    {
        byte[] inner = new TarBytes().File("x.png", Content).Build();
        byte[] tar = new TarBytes()
            .Folder("train/")
            .File("train/cat/a.png", Content)
            .LongName("train/dog/" + new string('x', 120))
            .File("cut", Content)
            .Pax(("path", "train/emu/b.png"), ("size", "3"))
            .File("c", Content)
            .File("n1.tar", inner)
            .Build();
        Mutants.AssertAreReadOrRefused(
            Mutants.Of(tar, count, headers: 512, TarBytes.WriteChecksum),
            count,
            mutant =>
            {
                long last = -1;
                foreach (TarMember member in Walk(mutant))
                {
                    Assert.That(member.Offset, Is.GreaterThan(last));
                    Assert.That(member.Offset + member.Length, Is.LessThanOrEqualTo(mutant.Length));
                    last = member.Offset;
                }
            }
        );
    }

    private static TarEntry Entry(TarEntryFormat format, string name)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
            TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
            TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
            _ => new GnuTarEntry(TarEntryType.RegularFile, name),
        };
        entry.DataStream = new MemoryStream(Content);
        return entry;
    }

    private static TarMember[] Walk(byte[] tar) => [.. TarWalker.Members(ByteSource.Memory("t.tar", tar))];

    private static void AssertBadInput(byte[] tar, string part) =>
        Assert.That(() => Walk(tar), Throws.TypeOf<BadInputException>().With.Message.Contains(part));
}
