using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Architectures;

/// <summary>
/// The law of random sampling: for every node two distinct predecessors, uniformly, and for each of its edges one of the
/// seven operations, uniformly. The same as deriving a genotype from i.i.d. α.
/// </summary>
public static class SamplingLaw
{
    /// <summary>One genotype of the search space, in canonical form.</summary>
    public static Genotype Sample(CounterRandom random) => new(SampleCell(random), SampleCell(random));

    private static Cell SampleCell(CounterRandom random)
    {
        var nodes = new Node[SearchSpace.Nodes];
        for (int i = 0; i < nodes.Length; i++)
        {
            // A pair of distinct ids, each pair once: the second is drawn from the ids without the first.
            int states = i + SearchSpace.Inputs;
            int first = random.NextInt(states);
            int second = random.NextInt(states - 1);
            second += second >= first ? 1 : 0;
            nodes[i] = new Node(
                new Edge(SampleOperation(random), Math.Min(first, second)),
                new Edge(SampleOperation(random), Math.Max(first, second))
            );
        }

        return new Cell([.. nodes], ConcatRule.All.ConcatOf([.. nodes]));
    }

    private static Primitive SampleOperation(CounterRandom random) =>
        SearchSpace.DiscretePrimitives[random.NextInt(SearchSpace.DiscretePrimitives.Length)];
}
