using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Tests.Data;

/// <summary>Damaged forms of a file: bytes changed, cut, moved, doubled. The same ones every time.</summary>
internal static class Mutants
{
    // What readers like to be surprised by.
    private static readonly byte[] Nasty = [0, 1, 0x7F, 0x80, 0xFF, (byte)'7', (byte)'/', (byte)' '];

    /// <summary>Repairs a header after a change, so that what it says is looked at and not only its checksum.</summary>
    public delegate void Repair(Span<byte> header);

    /// <param name="headers">Length of the blocks that <paramref name="repair"/> repairs; half of the changed ones are.</param>
    public static IEnumerable<byte[]> Of(byte[] original, int count, int headers = 0, Repair? repair = null)
    {
        for (int i = 0; i < count; i++)
        {
            CounterRandom random = new(1, "mutants", 0, i);
            byte[] mutant = (byte[])original.Clone();
            int changes = 1 + random.NextInt(4);
            for (int change = 0; change < changes && mutant.Length > 0; change++)
            {
                mutant = Change(mutant, random, out int place);
                int block = headers == 0 ? 0 : place / headers * headers;
                if (repair is not null && block + headers <= mutant.Length && random.NextInt(2) == 1)
                {
                    repair(mutant.AsSpan(block, headers));
                }
            }

            yield return mutant;
        }
    }

    /// <summary>Each is read or refused as bad input; both happen often enough, or the test would test little.</summary>
    /// <param name="read">Reads one, and asserts what holds of it.</param>
    public static void AssertAreReadOrRefused(IEnumerable<byte[]> mutants, int count, Action<byte[]> read)
    {
        int good = 0;
        int bad = 0;
        foreach (byte[] mutant in mutants)
        {
            try
            {
                read(mutant);
                good++;
            }
            catch (BadInputException)
            {
                bad++;
            }
        }

        Assert.That(good + bad, Is.EqualTo(count));
        Assert.That(good, Is.GreaterThan(count / 50));
        Assert.That(bad, Is.GreaterThan(count / 50));
    }

    private static byte[] Change(byte[] bytes, CounterRandom random, out int place)
    {
        place = random.NextInt(bytes.Length);
        switch (random.NextInt(8))
        {
            case 0:
                return bytes[..place];
            case 1:
                // Removed, so that all after it moves.
                int removed = Math.Min(bytes.Length - place, 1 + random.NextInt(16));
                return [.. bytes[..place], .. bytes[(place + removed)..]];
            case 2:
                int doubled = Math.Min(bytes.Length - place, 1 + random.NextInt(64));
                return [.. bytes[..(place + doubled)], .. bytes[place..]];
            case 3:
                bytes[place] ^= (byte)(1 << random.NextInt(8));
                return bytes;
            default:
                int run = Math.Min(bytes.Length - place, 1 + random.NextInt(8));
                byte nasty = random.NextInt(2) == 0 ? Nasty[random.NextInt(Nasty.Length)] : (byte)random.NextInt(256);
                bytes.AsSpan(place, run).Fill(nasty);
                return bytes;
        }
    }
}
