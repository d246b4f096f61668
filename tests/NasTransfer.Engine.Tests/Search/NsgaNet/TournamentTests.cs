using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search.NsgaNet;

namespace NasTransfer.Engine.Tests.Search.NsgaNet;

public sealed class TournamentTests
{
    [Test]
    public void Winner_ThatDominates_WinsWhateverTheCrowding()
    {
        Individual better = Member(1, 1, crowding: 0);
        Individual worse = Member(2, 2, crowding: 1e14);
        CounterRandom random = new(1, "winner");
        Assert.Multiple(() =>
        {
            Assert.That(Tournament.Winner(better, worse, random), Is.SameAs(better));
            Assert.That(Tournament.Winner(worse, better, random), Is.SameAs(better));
        });
    }

    [Test]
    public void Winner_OfATradeOff_IsInTheEmptierPlace()
    {
        Individual crowded = Member(1, 2, crowding: 0.1);
        Individual alone = Member(2, 1, crowding: 0.2);
        CounterRandom random = new(1, "winner");
        Assert.Multiple(() =>
        {
            Assert.That(Tournament.Winner(crowded, alone, random), Is.SameAs(alone));
            Assert.That(Tournament.Winner(alone, crowded, random), Is.SameAs(alone));
        });
    }

    [Test]
    public void Winner_OfEquals_IsEither()
    {
        Individual one = Member(1, 1, crowding: 0.5);
        Individual other = Member(1, 1, crowding: 0.5);
        CounterRandom random = new(1, "winner");
        int wins = Enumerable.Range(0, 1000).Count(_ => ReferenceEquals(Tournament.Winner(one, other, random), one));
        Assert.That(wins, Is.InRange(430, 570));
    }

    [Test]
    public void Winners_OfAChain_LetEveryMemberEnterEquallyOften()
    {
        // Member 0 dominates all: it wins every pair it is in, which is one in each round through the population.
        Individual[] population = [.. Enumerable.Range(0, 8).Select(i => Member(i, i, crowding: 0))];
        Individual[] winners = Tournament.Winners(population, 40, new CounterRandom(1, "winners"));
        Assert.Multiple(() =>
        {
            Assert.That(winners, Has.Length.EqualTo(40));
            Assert.That(winners.Count(winner => winner == population[0]), Is.EqualTo(10));
            Assert.That(winners, Has.None.SameAs(population[7]));
        });
    }

    [Test]
    public void Winners_OfAnOddPopulation_FillTheirNumber()
    {
        Individual[] population = [.. Enumerable.Range(0, 3).Select(i => Member(i, i, crowding: 0))];
        Assert.That(Tournament.Winners(population, 7, new CounterRandom(1, "winners")), Has.Length.EqualTo(7));
    }

    private static Individual Member(double error, double macs, double crowding)
    {
        int[] genes = GeneEncoding.Draw(new CounterRandom(1, "member"));
        return new([.. genes], GeneEncoding.Decode(genes, ConcatRule.All), new Fitness(error, macs), 0, 0, crowding);
    }
}
