using System.Collections.Immutable;

namespace NasTransfer.Engine.Architectures;

/// <summary>Which nodes the output of a cell concatenates.</summary>
public enum ConcatRule
{
    /// <summary>All nodes, as DARTS does: every cell is equally wide, whatever its wiring.</summary>
    All,

    /// <summary>The nodes that no other node looks at, as NASNet, ENAS, NAO and NSGA-Net do.</summary>
    LooseEnds,
}

/// <summary>Applies a <see cref="ConcatRule"/>.</summary>
public static class ConcatRules
{
    /// <summary>The ids that a cell of these nodes concatenates, ascending. Never empty: nothing looks at the last node.</summary>
    public static ImmutableArray<int> ConcatOf(this ConcatRule rule, ImmutableArray<Node> nodes)
    {
        IEnumerable<int> ids = Enumerable.Range(SearchSpace.Inputs, nodes.Length);
        if (rule == ConcatRule.LooseEnds)
        {
            HashSet<int> used = [.. nodes.SelectMany(node => (int[])[node.First.Predecessor, node.Second.Predecessor])];
            ids = ids.Where(id => !used.Contains(id));
        }

        return [.. ids];
    }

    /// <summary>The same nodes, concatenated by <paramref name="rule"/>.</summary>
    public static Cell Apply(this ConcatRule rule, Cell cell) => cell with { Concat = rule.ConcatOf(cell.Nodes) };

    /// <inheritdoc cref="Apply(ConcatRule, Cell)"/>
    public static Genotype Apply(this ConcatRule rule, Genotype genotype) =>
        new(rule.Apply(genotype.Normal), rule.Apply(genotype.Reduce));
}
