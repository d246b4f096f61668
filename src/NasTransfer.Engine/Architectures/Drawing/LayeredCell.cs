namespace NasTransfer.Engine.Architectures.Drawing;

internal enum ItemKind
{
    Input,
    Node,
    Output,

    /// <summary>The operation of an edge, in the column before the edge's node.</summary>
    Label,

    /// <summary>An edge on its way through a column.</summary>
    Passage,
}

/// <summary>Something that takes room in a column.</summary>
/// <param name="Index">Its place in the list of items.</param>
/// <param name="Column">Even columns hold nodes, odd ones labels, the last one the output; passages go through all.</param>
/// <param name="Id">The node's id (see <see cref="Edge.Predecessor"/>), or the index of the label's or passage's path.</param>
internal sealed record Item(int Index, ItemKind Kind, int Column, int Id, double Width, double Height);

/// <summary>The way of an edge from item to item, one in each column.</summary>
/// <param name="Items">From the predecessor to the node, or to the output.</param>
/// <param name="Edge">The operation; null for a way to the output.</param>
internal sealed record PathItems(int[] Items, Edge? Edge);

/// <summary>
/// A cell as a layered graph: a node stands one layer after the last of its predecessors (longest path), its labels in the
/// column before it. Since labels and passing edges are items of their own, room is kept for them, and no edge can run
/// through a box or a label through another.
/// </summary>
internal sealed class LayeredCell
{
    public const double LabelHeight = 20;
    private const double PassageHeight = 4;
    private const double NodeSize = 40;
    private const double InputWidth = 58;
    private const double OutputWidth = 50;
    private const double OutputPort = 11;

    private readonly List<Item> items = [];
    private readonly List<PathItems> paths = [];

    /// <param name="labelWidth">Width of the label of an operation.</param>
    public LayeredCell(Cell cell, Func<Primitive, double> labelWidth)
    {
        int[] layers = Layers(cell);
        for (int id = 0; id < layers.Length; id++)
        {
            bool isInput = id < SearchSpace.Inputs;
            Add(
                isInput ? ItemKind.Input : ItemKind.Node,
                2 * layers[id],
                id,
                isInput ? InputWidth : NodeSize,
                NodeSize
            );
        }

        // No label stands before the output, so it needs no column for them.
        Item output = Add(
            ItemKind.Output,
            2 * layers.Max() + 1,
            layers.Length,
            OutputWidth,
            Math.Max(NodeSize, OutputPort * (cell.Concat.Length + 1))
        );

        for (int node = 0; node < cell.Nodes.Length; node++)
        {
            AddPath(cell.Nodes[node].First, node + SearchSpace.Inputs, labelWidth);
            AddPath(cell.Nodes[node].Second, node + SearchSpace.Inputs, labelWidth);
        }

        foreach (int id in cell.Concat)
        {
            AddPath(items[id], output, null, 0);
        }

        Columns = output.Column + 1;
    }

    public IReadOnlyList<Item> Items => items;

    public IReadOnlyList<PathItems> Paths => paths;

    public int Columns { get; }

    /// <summary>Of inputs and nodes by id: 0 for the inputs, one more than the latest predecessor for a node.</summary>
    private static int[] Layers(Cell cell)
    {
        int[] layers = new int[cell.Nodes.Length + SearchSpace.Inputs];
        for (int node = 0; node < cell.Nodes.Length; node++)
        {
            (Edge first, Edge second) = (cell.Nodes[node].First, cell.Nodes[node].Second);
            layers[node + SearchSpace.Inputs] = 1 + Math.Max(layers[first.Predecessor], layers[second.Predecessor]);
        }

        return layers;
    }

    private void AddPath(Edge edge, int node, Func<Primitive, double> labelWidth) =>
        AddPath(items[edge.Predecessor], items[node], edge, labelWidth(edge.Primitive));

    private void AddPath(Item from, Item to, Edge? edge, double labelWidth)
    {
        int path = paths.Count;
        List<int> way = [from.Index];
        for (int column = from.Column + 1; column < to.Column; column++)
        {
            bool isLabel = edge is not null && column == to.Column - 1;
            way.Add(
                isLabel
                    ? Add(ItemKind.Label, column, path, labelWidth, LabelHeight).Index
                    : Add(ItemKind.Passage, column, path, 0, PassageHeight).Index
            );
        }

        way.Add(to.Index);
        paths.Add(new PathItems([.. way], edge));
    }

    private Item Add(ItemKind kind, int column, int id, double width, double height)
    {
        var item = new Item(items.Count, kind, column, id, width, height);
        items.Add(item);
        return item;
    }
}
