using System.Text;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Study.Tests.DataSets.Fetching;

/// <summary>Servers that say what is not so, or give what was not asked for.</summary>
public sealed partial class FileFetcherTests
{
    [Test]
    public void Fetch_AFileThatChangesInBetween_HasBytesOfOneVersionAlone()
    {
        using ScriptedServer server = new(
            (asked, number) =>
                number == 0
                    ? Answer.Whole(Other, cut: 200_000, tag: "\"old\"")
                    : Answer.Range(Content, asked, tag: "\"new\"")
        );

        Fetch(server, Known with { Checksum = null });

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
    }

    [Test]
    public void Fetch_ARangeOfAnotherVersion_IsNotTaken()
    {
        // Its If-Range is ignored: the answer is a range of the new version.
        using ScriptedServer server = new(
            (asked, number) =>
                number == 0
                    ? Answer.Whole(Other, cut: 200_000, tag: "\"old\"")
                    : Answer.Range(Content, asked with { IfRange = null }, tag: "\"new\"")
        );

        Fetch(server, Known with { Checksum = null });

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
    }

    [TestCase(100_000L, 700_001L, Description = "another place than was asked for")]
    [TestCase(200_000L, 700_002L, Description = "another length than before")]
    public void Fetch_AWrongRange_IsNotTaken(long from, long total)
    {
        using ScriptedServer server = new(
            (asked, number) =>
                number == 0 ? Answer.Whole(Content, cut: 200_000)
                : asked.From is not null ? Answer.Part(Content[(int)from..], from, total, Content.Length - (int)from)
                : Answer.Whole(Content)
        );

        Fetch(server, Known with { Checksum = null });

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
    }

    [Test]
    public void Fetch_MixedVersionsThatNobodyTold_AreFetchedOnceMoreInOnePiece()
    {
        // No validator and one length: only the checksum can tell.
        Answer Unmarked(Answer answer) => answer with { Head = answer.Head.Replace($"ETag: {Answer.Tag}\r\n", "") };
        using ScriptedServer server = new(
            (asked, number) => Unmarked(number == 0 ? Answer.Whole(Other, cut: 200_000) : Answer.Range(Content, asked))
        );

        Fetch(server);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
        Assert.That(server.Requests.Select(asked => asked.From), Is.EqualTo(new long?[] { null, 200_000, null }));
    }

    [Test]
    public void Fetch_ALengthLongerThanTheBody_IsNeverWhole()
    {
        using ScriptedServer server = new((_, _) => Answer.Whole(Content, length: 800_000));

        IsRefused(
            () => Fetch(server, Known with { Bytes = null, Checksum = null }),
            "failed 3 times in a row at 700001"
        );
        Assert.That(File.Exists(Target), Is.False);
    }

    [Test]
    public void Fetch_ALengthShorterThanTheFile_IsNeverWhole()
    {
        using ScriptedServer server = new((_, _) => Answer.Whole(Content, length: 500_000));

        IsRefused(() => Fetch(server), "gives 500000 bytes; set.tar must have 700001");
        Assert.That(Files(), Is.Empty);
    }

    [Test]
    public void Fetch_AShorterLengthAndNoneKnown_IsCaughtByTheChecksum()
    {
        using ScriptedServer server = new((_, _) => Answer.Whole(Content, length: 500_000));

        IsRefused(() => Fetch(server, Known with { Bytes = null }), "gave that twice");
        Assert.That(Files(), Is.Empty);
    }

    [Test]
    public void Fetch_NoLengthAtAll_IsRefusedWhereNothingElseTells()
    {
        using ScriptedServer server = new((_, _) => new Answer(Answer.Lines("200 OK"), Content));

        IsRefused(() => Fetch(server, Known with { Bytes = null, Checksum = null }), "does not say how long");
        Assert.That(Files(), Is.Empty);
    }

    [Test]
    public void Fetch_ChunksThatBreakOff_AreNotTheEnd()
    {
        byte[] whole = [.. Encoding.ASCII.GetBytes("5\r\nhello\r\n0\r\n\r\n")];
        using ScriptedServer server = new(
            (_, number) =>
                new Answer(Answer.Lines("200 OK", "Transfer-Encoding: chunked"), number == 0 ? whole[..7] : whole)
        );

        Fetch(server, Known with { Bytes = null, Checksum = null });

        Assert.That(File.ReadAllText(Target), Is.EqualTo("hello"));
    }

    [Test]
    public void Fetch_AWebPageInstead_IsRefused()
    {
        byte[] page = Encoding.ASCII.GetBytes("<html>Please sign in</html>");
        using ScriptedServer server = new(
            (_, _) =>
                new Answer(
                    Answer.Lines("200 OK", "Content-Type: text/html; charset=utf-8", $"Content-Length: {page.Length}"),
                    page
                )
        );

        IsRefused(() => Fetch(server, Known with { Bytes = null, Checksum = null }), "gives a web page");
        Assert.That(File.Exists(Target), Is.False);
    }

    [Test]
    public void Fetch_WrongBytesOnce_ComesRightTheSecondTime()
    {
        using ScriptedServer server = new((_, number) => Answer.Whole(number == 0 ? Other : Content));

        Fetch(server);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
    }

    [Test]
    public void Fetch_WrongBytesTwice_LeavesNothing()
    {
        using ScriptedServer server = new((_, _) => Answer.Whole(Other));

        IsRefused(() => Fetch(server), "has the Md5", "by its owner it must be", "gave that twice");
        Assert.That(Files(), Is.Empty);
        Assert.That(server.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public void Fetch_BreaksAndLiesInAnyOrder_IsRightInTheEnd()
    {
        for (ulong seed = 0; seed < 30; seed++)
        {
            CounterRandom random = new(seed, "server");
            using ScriptedServer server = new(
                (asked, number) =>
                    (number < 8 ? random.NextInt(6) : 5) switch
                    {
                        0 => Answer.Status("503 Service Unavailable"),
                        1 => Answer.Status("416 Range Not Satisfiable"),
                        2 => Answer.Whole(Content, cut: random.NextInt(Content.Length)),
                        3 => Answer.Part(Content[5..], 5, Content.Length, Content.Length - 5),
                        4 => Answer.Range(Content, asked, cut: random.NextInt(Content.Length)),
                        _ => Answer.Range(Content, asked),
                    }
            );

            Fetch(server, options: Impatient with { Attempts = 20 });

            Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content), $"seed {seed}");
            foreach (string file in Directory.GetFiles(folder))
            {
                File.Delete(file);
            }
        }
    }
}
