using System.Security.Cryptography;
using NasTransfer.Engine;
using NasTransfer.Engine.Randomness;
using NasTransfer.Study.DataSets.Catalogue;
using NasTransfer.Study.DataSets.Fetching;

namespace NasTransfer.Study.Tests.DataSets.Fetching;

[TestFixture]
public sealed partial class FileFetcherTests
{
    private const string Name = "set.tar";

    // Several buffers long, and no round number.
    private static readonly byte[] Content = Bytes(700_001, seed: 1);
    private static readonly byte[] Other = Bytes(700_001, seed: 2);

    private static readonly FetchOptions Impatient = new()
    {
        Attempts = 3,
        FirstDelay = TimeSpan.Zero,
        Stall = TimeSpan.FromSeconds(20),
    };

    private string folder = "";

    private string Target => Path.Combine(folder, Name);

    [SetUp]
    public void MakeAFolder() => folder = Directory.CreateTempSubdirectory("fetch-").FullName;

    [TearDown]
    public void RemoveTheFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Fetch_AnHonestServer_GivesTheWholeFileAndItsRecord()
    {
        using ScriptedServer server = new((asked, _) => Answer.Range(Content, asked));

        FetchedFile file = Fetch(server);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
        Assert.That(file.WasThere, Is.False);
        Assert.That(file.Checked, Is.EqualTo("Md5 of its owner"));
        Assert.That(File.ReadAllText(Target + ".sha256"), Is.EqualTo($"{Sha256(Content)}  {Name}\n"));
        Assert.That(Files(), Is.EqualTo(new[] { Name, Name + ".sha256" }), "no part stays behind");
    }

    [Test]
    public void Fetch_ABrokenConnection_GoesOnWhereItBroke()
    {
        using ScriptedServer server = new(
            (asked, number) => Answer.Range(Content, asked, cut: number < 2 ? 200_000 : null)
        );

        Fetch(server);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
        Assert.That(
            server.Requests,
            Is.EqualTo(new Asked[] { new(null, null), new(200_000, Answer.Tag), new(400_000, Answer.Tag) })
        );
    }

    [Test]
    public void Fetch_AServerThatIgnoresRanges_StartsOver()
    {
        using ScriptedServer server = new((_, number) => Answer.Whole(Content, cut: number == 0 ? 200_000 : null));

        Fetch(server);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
        Assert.That(server.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public void Fetch_ABusyServer_IsAskedAgain()
    {
        using ScriptedServer server = new(
            (_, number) => number < 2 ? Answer.Status("503 Service Unavailable") : Answer.Whole(Content)
        );

        Fetch(server);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
    }

    [Test]
    public void Fetch_AFileThatIsNotThere_IsNotAskedForAgain()
    {
        using ScriptedServer server = new((_, _) => Answer.Status("404 Not Found"));

        IsRefused(() => Fetch(server), "answers 404 Not Found", Target);
        Assert.That(server.Requests, Has.Count.EqualTo(1));
        Assert.That(File.Exists(Target), Is.False);
    }

    [Test]
    public void Fetch_AServerThatAlwaysBreaksOff_EndsAndKeepsWhatCame()
    {
        using ScriptedServer server = new((_, _) => Answer.Whole(Content, cut: 300_000));

        IsRefused(() => Fetch(server), "failed 3 times in a row", "what came is kept");
        Assert.That(File.Exists(Target), Is.False);
        Assert.That(new FileInfo(Target + ".part").Length, Is.EqualTo(300_000));
    }

    [Test]
    public void Fetch_ASmallGainEachTime_GoesOnForAsLongAsThereIsOne()
    {
        using ScriptedServer server = new((asked, _) => Answer.Range(Content, asked, cut: 70_000));

        Fetch(server);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
        Assert.That(server.Requests, Has.Count.EqualTo(11));
    }

    [Test]
    public void Fetch_AServerThatFallsSilent_IsAskedAgain()
    {
        using ScriptedServer server = new(
            (asked, number) =>
                Answer.Range(Content, asked, cut: number == 0 ? 100_000 : null) with
                {
                    Hangs = number == 0,
                }
        );

        Fetch(server, options: Impatient with { Stall = TimeSpan.FromMilliseconds(500) });

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
    }

    [Test]
    public void Fetch_AnotherDay_GoesOnWithThePart()
    {
        using (ScriptedServer first = new((_, _) => Answer.Whole(Content, cut: 300_000)))
        {
            IsRefused(() => Fetch(first, Known with { Checksum = null }), "what came is kept");
            File.WriteAllText(
                Target + ".part.version",
                File.ReadAllText(Target + ".part.version").Replace($":{first.Address.Port}/", ":PORT/")
            );
        }

        using ScriptedServer second = new((asked, _) => Answer.Range(Content, asked));
        File.WriteAllText(
            Target + ".part.version",
            File.ReadAllText(Target + ".part.version").Replace(":PORT/", $":{second.Address.Port}/")
        );

        Fetch(second, Known with { Checksum = null });

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
        Assert.That(second.Requests.Single(), Is.EqualTo(new Asked(300_000, Answer.Tag)));
    }

    [Test]
    public void Fetch_APartOfUnknownOrigin_IsNotBuiltUpon()
    {
        File.WriteAllBytes(Target + ".part", Other[..300_000]);
        using ScriptedServer server = new((asked, _) => Answer.Range(Content, asked));

        Fetch(server);

        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Content));
        Assert.That(server.Requests.Single().From, Is.Null);
    }

    [Test]
    public void Fetch_TwoAtOnce_IsRefused()
    {
        using FileStream other = new(Target + ".part", FileMode.Create, FileAccess.Write, FileShare.None);
        using ScriptedServer server = new((_, _) => Answer.Whole(Content));

        IsRefused(() => Fetch(server), "another process may be downloading it");
    }

    [Test]
    public void Fetch_TheRightFileIsThere_AsksNobody()
    {
        File.WriteAllBytes(Target, Content);
        using ScriptedServer server = new((_, _) => Answer.Whole(Content));

        Assert.That(Fetch(server).WasThere, Is.True);
        Assert.That(server.Requests, Is.Empty);
    }

    [Test]
    public void Fetch_AWrongFileIsThere_SaysSoAndLeavesIt()
    {
        File.WriteAllBytes(Target, Other);
        using ScriptedServer server = new((_, _) => Answer.Whole(Content));

        IsRefused(() => Fetch(server), "has the Md5", $"remove {Target} and fetch it again");
        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(Other));
    }

    [Test]
    public void Fetch_NoChecksumIsPublished_TheFirstHashHoldsFromThenOn()
    {
        using ScriptedServer server = new((_, _) => Answer.Whole(Content));
        OfficialFile unpublished = Known with { Bytes = null, Checksum = null };

        Assert.That(Fetch(server, unpublished).Checked, Does.Contain("no checksum is published"));
        Assert.That(Fetch(server, unpublished).Checked, Does.Contain("recorded when it first came"));
        File.WriteAllBytes(Target, Other);
        IsRefused(() => Fetch(server, unpublished), "has the SHA-256", "when it first came");
    }

    [Test]
    public void Fetch_NoAddress_SaysThatAnAccountIsNeeded()
    {
        using HttpClient client = new();
        FileFetcher fetcher = new(client, Impatient, TimeProvider.System);

        IsRefused(() => fetcher.FetchAsync(Known, folder).GetAwaiter().GetResult(), Target, "without an account");
    }

    private static OfficialFile Known { get; } =
        new(Name, null, Content.Length, new Checksum(HashKind.Md5, Md5(Content), "its owner"), "bytes");

    private FetchedFile Fetch(ScriptedServer server, OfficialFile? file = null, FetchOptions? options = null)
    {
        using HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
        FileFetcher fetcher = new(client, options ?? Impatient, TimeProvider.System);
        return fetcher.FetchAsync((file ?? Known) with { Address = server.Address }, folder).GetAwaiter().GetResult();
    }

    private static void IsRefused(Action fetch, params string[] words)
    {
        BadInputException? refused = Assert.Throws<BadInputException>(fetch);
        foreach (string word in words)
        {
            Assert.That(refused!.Message, Does.Contain(word));
        }
    }

    private string[] Files() => [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)!).Order()];

    private static string Md5(byte[] bytes)
    {
        using IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(bytes);
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Bytes(int count, ulong seed)
    {
        CounterRandom random = new(seed, "content");
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (byte)random.NextUInt32();
        }

        return bytes;
    }
}
