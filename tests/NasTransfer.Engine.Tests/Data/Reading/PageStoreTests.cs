using NasTransfer.Engine.Data.Reading;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Tests.Data.Reading;

public sealed class PageStoreTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(1023)]
    [TestCase(1024)]
    [TestCase(1025)]
    [TestCase(10_000_000)]
    public void TakeOut_AnyLength_GivesTheContentBack(int length)
    {
        using PageStore store = new();
        byte[] content = Content(length, 3);
        byte[] actual = new byte[length];

        store.TakeOut(store.Put(content), actual);

        Assert.That(actual.AsSpan().SequenceEqual(content), Is.True);
    }

    [Test]
    public void TakeOut_ManyInAnyOrder_GivesEachItsOwn()
    {
        using PageStore store = new();
        CounterRandom random = new(1, "pages");
        Dictionary<int, (int First, int Length)> kept = [];
        for (int i = 0; i < 3000; i++)
        {
            int length = random.NextInt(6000);
            kept[i] = (store.Put(Content(length, i)), length);
            if (kept.Count > 50)
            {
                int old = kept.Keys.ElementAt(random.NextInt(kept.Count));
                byte[] actual = new byte[kept[old].Length];
                store.TakeOut(kept[old].First, actual);
                kept.Remove(old);
                Assert.That(actual.AsSpan().SequenceEqual(Content(actual.Length, old)), Is.True, $"file {old}");
            }
        }
    }

    private static byte[] Content(int length, int seed) =>
        [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7 + i / 1024 + seed))];
}
