using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Reading;

namespace NasTransfer.Engine.Tests.Data.Reading;

public sealed class ReadAheadTests
{
    private ImageFiles files = null!;
    private ImageIndex index = null!;

    [SetUp]
    public void MakeFiles()
    {
        files = StreamSets.Shards(40);
        index = ImageIndex.Open(files.Root);
    }

    [TearDown]
    public void RemoveFiles() => files.Dispose();

    // With a budget of nothing, windows come one after the other; with plenty, all at once.
    [TestCase(false, 0)]
    [TestCase(true, 0)]
    [TestCase(true, 500)]
    [TestCase(true, 1_000_000)]
    public void Take_AnyBudget_GivesEveryImageItsBytes(bool background, long budget)
    {
        int[] rows = [.. Enumerable.Range(0, 40).Select(i => (i * 7 + 3) % 40)];
        using ReadAhead reader = new(index, rows, [5, 6, 20, 40], first: 0, budget, background);

        for (int position = 0; position < rows.Length; position++)
        {
            byte[] image = Take(reader, position);
            int expected = int.Parse(
                index.File(rows[position])[..4],
                System.Globalization.CultureInfo.InvariantCulture
            );
            Assert.That(image, Is.EqualTo(ImageFiles.Png(8, 8, (byte)expected, 0, 9)));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Take_FromTheMiddle_GivesTheRest(bool background)
    {
        int[] rows = [.. Enumerable.Range(0, 40).Reverse()];
        using ReadAhead reader = new(index, rows, [10, 30, 40], first: 17, budget: 0, background);

        foreach (int position in new[] { 18, 17, 20, 19, 39 })
        {
            byte[] image = Take(reader, position);
            Assert.That(image.Length, Is.EqualTo(index.Bytes(rows[position])));
        }
    }

    [Test]
    public void Take_OutOfOrderWithinAndAcrossWindows_DoesNotWaitForEver()
    {
        int[] rows = [.. Enumerable.Range(0, 40)];
        using ReadAhead reader = new(index, rows, [10, 20, 30, 40], first: 0, budget: 0, background: true);

        // A thread may have asked for a later window before another has taken the last of an earlier one.
        foreach (int position in rows.OrderByDescending(position => position / 20 == 0 ? position : 20 - position))
        {
            Take(reader, position);
        }

        Assert.That(rows, Has.Length.EqualTo(40));
    }

    [Test]
    public void Dispose_WithAWaitingTaker_EndsIt()
    {
        int[] rows = [.. Enumerable.Range(0, 40)];
        ReadAhead reader = new(index, rows, [40], first: 20, budget: 0, background: true);
        Exception? thrown = null;
        // Position 3 never comes.
        Thread taker = new(() =>
        {
            try
            {
                Take(reader, 3);
            }
            catch (ObjectDisposedException exception)
            {
                thrown = exception;
            }
        });
        taker.Start();

        reader.Dispose();
        taker.Join();

        Assert.That(thrown, Is.Not.Null);
    }

    private static byte[] Take(ReadAhead reader, int position)
    {
        byte[] buffer = [];
        int length = reader.Take(position, ref buffer);
        return buffer[..length];
    }
}
