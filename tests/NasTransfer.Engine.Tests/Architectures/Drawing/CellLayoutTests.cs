using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Architectures.Drawing;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Tests.Architectures.Drawing;

[TestFixture]
public sealed class CellLayoutTests
{
    private const double Width = 90;

    private static readonly Cell[] Cells =
    [
        // An input that no node looks at; both edges from one predecessor; a node that nothing uses or concatenates.
        Uniform([(0, 0)], [2]),
        Uniform([(1, 1), (1, 1), (1, 2)], [3]),
        // A chain, and nodes side by side.
        Uniform([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6)], [2, 3, 4, 5, 6, 7]),
        Uniform([(0, 1), (0, 1), (0, 1), (0, 1), (0, 1)], [6, 2, 3, 4, 5]),
        // NASNet's reduction cell, in its wiring.
        Uniform([(1, 0), (1, 0), (1, 0), (3, 2), (2, 1)], [4, 5, 6]),
        .. PublishedGenotypes.All.Values.SelectMany(genotype => (Cell[])[genotype.Normal, genotype.Reduce]),
        .. Enumerable
            .Range(0, 15)
            .Select(i => SamplingLaw.Sample(new CounterRandom(5, "layout-test", 0, i)))
            .SelectMany(genotype => (Cell[])[genotype.Normal, genotype.Reduce]),
    ];

    private static readonly (Cell Cell, CellLayout Layout)[] Layouts =
    [
        .. Cells.Select(cell => (cell, CellLayout.Of(cell, _ => Width))),
    ];

    [Test]
    public void Boxes_OfEveryCell_AreAllThereAndDoNotTouch()
    {
        foreach ((Cell cell, CellLayout layout) in Layouts)
        {
            Assert.That(layout.Boxes, Has.Count.EqualTo(3 + cell.Nodes.Length + 2 * cell.Nodes.Length));
            foreach (Box box in layout.Boxes)
            {
                Assert.That(box.Left, Is.GreaterThanOrEqualTo(-1e-6));
                Assert.That(box.Top, Is.GreaterThanOrEqualTo(-1e-6));
                Assert.That(box.Right, Is.LessThanOrEqualTo(layout.Width + 1e-6));
                Assert.That(box.Bottom, Is.LessThanOrEqualTo(layout.Height + 1e-6));
                foreach (Box other in layout.Boxes.Where(other => other.Item.Index > box.Item.Index))
                {
                    bool apart =
                        box.Right + 4 < other.Left
                        || other.Right + 4 < box.Left
                        || box.Bottom + 4 < other.Top
                        || other.Bottom + 4 < box.Top;
                    Assert.That(apart, Is.True, $"{box} and {other}");
                }
            }
        }
    }

    [Test]
    public void Nodes_OfEveryCell_StandRightOfTheirPredecessorsAndLeftOfTheOutput()
    {
        foreach ((Cell cell, CellLayout layout) in Layouts)
        {
            Dictionary<int, Box> byId = layout
                .Boxes.Where(box => box.Item.Kind != ItemKind.Label)
                .ToDictionary(box => box.Item.Id);
            for (int node = 0; node < cell.Nodes.Length; node++)
            {
                Box own = byId[node + SearchSpace.Inputs];
                Assert.That(own.Left, Is.GreaterThan(byId[cell.Nodes[node].First.Predecessor].Right + Width));
                Assert.That(own.Left, Is.GreaterThan(byId[cell.Nodes[node].Second.Predecessor].Right + Width));
                Assert.That(own.Right, Is.LessThan(byId[cell.Nodes.Length + SearchSpace.Inputs].Left));
            }

            Assert.That(byId[0].Left, Is.Zero.Within(1e-6));
            Assert.That(byId[0].Y, Is.LessThan(byId[1].Y));
        }
    }

    [Test]
    public void Curves_OfEveryCell_RunFromPredecessorThroughLabelToNode()
    {
        foreach ((Cell cell, CellLayout layout) in Layouts)
        {
            Edge[] edges = [.. cell.Edges];
            Assert.That(layout.Curves, Has.Count.EqualTo(edges.Length + cell.Concat.Length));
            for (int i = 0; i < layout.Curves.Count; i++)
            {
                Curve curve = layout.Curves[i];
                Piece[] pieces = [.. curve.ToLabel, .. curve.FromLabel];
                bool isEdge = i < edges.Length;
                int from = isEdge ? edges[i].Predecessor : cell.Concat[i - edges.Length];
                int to = isEdge ? i / 2 + SearchSpace.Inputs : cell.Nodes.Length + SearchSpace.Inputs;

                Assert.That(curve.Edge, Is.EqualTo(isEdge ? edges[i] : null));
                Assert.That(Contains(Node(layout, from), pieces[0].X1, pieces[0].Y1), Is.True);
                Assert.That(
                    Contains(Node(layout, to), pieces[^1].X2 + CellLayout.Arrow + 0.01, pieces[^1].Y2),
                    Is.True
                );
                foreach ((Piece before, Piece after) in pieces.Zip(pieces.Skip(1)))
                {
                    Assert.That(after.Y1, Is.EqualTo(before.Y2).Within(1e-6));
                    Assert.That(after.X1, Is.GreaterThanOrEqualTo(before.X2 - 1e-6));
                }

                if (isEdge)
                {
                    Box label = layout.Boxes.Single(box => box.Item.Kind == ItemKind.Label && box.Item.Id == i);
                    Assert.That(curve.ToLabel[^1].X2, Is.EqualTo(label.Left).Within(1e-6));
                    Assert.That(curve.ToLabel[^1].Y2, Is.EqualTo(label.Y).Within(1e-6));
                    Assert.That(curve.FromLabel[0].Y1, Is.EqualTo(label.Y).Within(1e-6));
                }
            }
        }
    }

    [Test]
    public void Curves_OfEveryCell_KeepClearOfForeignBoxes()
    {
        foreach ((Cell cell, CellLayout layout) in Layouts)
        {
            Edge[] edges = [.. cell.Edges];
            for (int i = 0; i < layout.Curves.Count; i++)
            {
                bool isEdge = i < edges.Length;
                int from = isEdge ? edges[i].Predecessor : cell.Concat[i - edges.Length];
                int to = isEdge ? i / 2 + SearchSpace.Inputs : cell.Nodes.Length + SearchSpace.Inputs;
                Box[] foreign =
                [
                    .. layout.Boxes.Where(box =>
                        box.Item.Kind == ItemKind.Label ? box.Item.Id != i : box.Item.Id != from && box.Item.Id != to
                    ),
                ];
                foreach (Piece piece in layout.Curves[i].ToLabel.Concat(layout.Curves[i].FromLabel))
                {
                    foreach ((double x, double y) in Points(piece))
                    {
                        Assert.That(foreign.Any(box => Contains(box, x, y)), Is.False, $"curve {i} at ({x}, {y})");
                    }
                }
            }
        }
    }

    [Test]
    public void Of_TwoNodesOnTheSameInputs_NeedsOneCrossing()
    {
        // K₂,₂ between inputs and nodes, drawn with the inputs on one side: exactly one pair of edges crosses.
        var layered = new LayeredCell(Uniform([(0, 1), (0, 1)], [2, 3]), _ => Width);

        // Two operations: weight 3 · 3.
        Assert.That(new ColumnOrder(layered).Best(1)[0].Crossings, Is.EqualTo(9));
    }

    [Test]
    public void Of_DartsV2_CrossesNoMoreThanNeeded()
    {
        // Found by hand: three crossings in the normal cell (three nodes on both inputs), one in the reduction cell.
        Assert.That(Crossings(PublishedGenotypes.DartsV2.Normal), Is.EqualTo(3 * 9));
        Assert.That(Crossings(PublishedGenotypes.DartsV2.Reduce), Is.EqualTo(9));

        static int Crossings(Cell cell) => new ColumnOrder(new LayeredCell(cell, _ => Width)).Best(1)[0].Crossings;
    }

    private static Box Node(CellLayout layout, int id) =>
        layout.Boxes.Single(box => box.Item.Kind != ItemKind.Label && box.Item.Id == id);

    private static bool Contains(Box box, double x, double y) =>
        x >= box.Left && x <= box.Right && y >= box.Top && y <= box.Bottom;

    /// <summary>Along a cubic whose ends are level, with control points half way.</summary>
    private static IEnumerable<(double X, double Y)> Points(Piece piece)
    {
        for (double t = 0; t <= 1; t += 1.0 / 24)
        {
            double s = 1 - t;
            double middle = (piece.X1 + piece.X2) / 2;
            yield return (
                s * s * s * piece.X1 + 3 * s * t * middle + t * t * t * piece.X2,
                s * s * (s + 3 * t) * piece.Y1 + t * t * (t + 3 * s) * piece.Y2
            );
        }
    }

    private static Cell Uniform((int First, int Second)[] predecessors, int[] concat) =>
        new(
            [
                .. predecessors.Select(pair => new Node(
                    new Edge(Primitive.SepConv3x3, pair.First),
                    new Edge(Primitive.SkipConnect, pair.Second)
                )),
            ],
            [.. concat]
        );
}
