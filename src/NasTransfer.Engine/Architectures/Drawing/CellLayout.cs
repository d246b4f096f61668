namespace NasTransfer.Engine.Architectures.Drawing;

/// <summary>A drawn box: an input, a node, the output, or a label. Coordinates in px from the top left corner.</summary>
/// <param name="X">Centre.</param>
/// <param name="Y">Centre.</param>
internal sealed record Box(Item Item, double X, double Y)
{
    public double Left => X - Item.Width / 2;
    public double Right => X + Item.Width / 2;
    public double Top => Y - Item.Height / 2;
    public double Bottom => Y + Item.Height / 2;
}

/// <summary>A piece of a drawn edge, between two columns: a curve with level ends, or a level line.</summary>
internal readonly record struct Piece(double X1, double Y1, double X2, double Y2);

/// <summary>A drawn edge: its pieces up to the label, and from there on (up to the output, if there is no label).</summary>
internal sealed record Curve(Edge? Edge, IReadOnlyList<Piece> ToLabel, IReadOnlyList<Piece> FromLabel);

/// <summary>Coordinates for everything in the drawing of a cell.</summary>
internal sealed class CellLayout
{
    /// <summary>Length of an arrow head; edges end level for as long.</summary>
    public const double Arrow = 8;

    // Orders of equally few crossings that are laid out and compared.
    private const int Candidates = 6;

    // The gap between two columns grows with the steepest edge in it.
    private const double NarrowestGap = 30;
    private const double WidestGap = 74;
    private const double GapSlope = 0.32;

    // Free room between neighbours of a column.
    private const double NodeRoom = 26;
    private const double LabelRoom = 9;
    private const double PassageRoom = 8;

    // The heights are found in so many passes over all columns, after each of which a level way is made stiffer and a
    // sloping one softer: that turns squares of slopes into slopes, so that a way bends once and not a little everywhere.
    private const int Passes = 6;
    private const int Rounds = 24;
    private const double InnerStiffness = 8;
    private const double InnerSlack = 1.5;
    private const double OuterStiffness = 1;
    private const double NoStiffness = 1e-9;
    private const int LevellingRounds = 4;

    private const double CrossingCost = 60;
    private const double PortRoom = 9;
    private const double PortMargin = 7;

    private readonly LayeredCell cell;
    private readonly int[][] columns;
    private readonly int[] position;
    private readonly List<Link> links = [];
    private readonly Link[][] linksOf;
    private readonly double[] y;

    /// <summary>One step of a path, from item to item, with the heights at which it leaves and enters them.</summary>
    private sealed record Link(int Path, int From, int To, bool IsInner)
    {
        public double Stiffness { get; set; } = IsInner ? InnerStiffness : OuterStiffness;
        public double Leaves { get; set; }
        public double Enters { get; set; }
    }

    private CellLayout(LayeredCell cell, int[][] columns)
    {
        (this.cell, this.columns) = (cell, columns);
        y = new double[cell.Items.Count];
        position = Positions();
        BuildLinks();
        linksOf =
        [
            .. cell.Items.Select(item =>
                links.Where(link => link.From == item.Index || link.To == item.Index).ToArray()
            ),
        ];
        PlaceVertically();
        (Boxes, Curves, Width) = PlaceHorizontally();
    }

    public IReadOnlyList<Box> Boxes { get; }

    public IReadOnlyList<Curve> Curves { get; }

    public double Width { get; }

    public double Height { get; private set; }

    /// <summary>The best layout found: few crossings, short and level edges, low.</summary>
    public static CellLayout Of(Cell cell, Func<Primitive, double> labelWidth)
    {
        var layered = new LayeredCell(cell, labelWidth);
        return new ColumnOrder(layered)
            .Best(Candidates)
            .Select(order => (order.Crossings, Layout: new CellLayout(layered, order.Columns)))
            .MinBy(candidate => candidate.Crossings * CrossingCost + candidate.Layout.Unevenness())
            .Layout;
    }

    private double Unevenness() => Height + links.Sum(link => Math.Abs(Drop(link)));

    private double Drop(Link link) => y[link.To] + link.Enters - y[link.From] - link.Leaves;

    private int[] Positions()
    {
        int[] positions = new int[cell.Items.Count];
        foreach (int[] column in columns)
        {
            for (int i = 0; i < column.Length; i++)
            {
                positions[column[i]] = i;
            }
        }

        return positions;
    }

    private void BuildLinks()
    {
        for (int path = 0; path < cell.Paths.Count; path++)
        {
            int[] items = cell.Paths[path].Items;
            for (int i = 0; i + 1 < items.Length; i++)
            {
                links.Add(new Link(path, items[i], items[i + 1], IsInner: i > 0 && i + 2 < items.Length));
            }
        }

        // Edges leave and enter a box one below the other, in the order of what they come from or go to.
        foreach (Item item in cell.Items)
        {
            Link[] leaving = [.. links.Where(link => link.From == item.Index).OrderBy(link => position[link.To])];
            Link[] entering = [.. links.Where(link => link.To == item.Index).OrderBy(link => position[link.From])];
            SpreadPorts(leaving, item.Height, (link, at) => link.Leaves = at);
            SpreadPorts(entering, item.Height, (link, at) => link.Enters = at);
        }
    }

    private static void SpreadPorts(Link[] ordered, double height, Action<Link, double> set)
    {
        double room = ordered.Length > 1 ? Math.Min(PortRoom, (height - 2 * PortMargin) / (ordered.Length - 1)) : 0;
        for (int i = 0; i < ordered.Length; i++)
        {
            set(ordered[i], (i - (ordered.Length - 1) / 2.0) * room);
        }
    }

    // ---- Heights: min Σ stiffness·drop² with every column in order and enough room between neighbours ----

    private void PlaceVertically()
    {
        foreach (int[] column in columns)
        {
            Stack(column, _ => 0, _ => 1);
        }

        for (int pass = 0; pass < Passes; pass++)
        {
            for (int round = 0; round < Rounds; round++)
            {
                // Forth and back.
                for (int c = 0; c < columns.Length; c++)
                {
                    Stack(columns[round % 2 == 0 ? c : columns.Length - 1 - c], Target, Pull);
                }
            }

            foreach (Link link in links.Where(link => link.IsInner))
            {
                link.Stiffness = InnerStiffness * InnerSlack / (Math.Abs(Drop(link)) + InnerSlack / 8);
            }
        }

        LevelWays();
        double top = cell.Items.Min(item => y[item.Index] - item.Height / 2);
        for (int item = 0; item < y.Length; item++)
        {
            y[item] -= top;
        }

        Height = cell.Items.Max(item => y[item.Index] + item.Height / 2);
    }

    /// <summary>
    /// Puts as many successive inner items of a path at one height as their neighbours leave room for.
    /// </summary>
    private void LevelWays()
    {
        int[][] ways = [.. cell.Paths.Select(path => path.Items[1..^1]).Where(way => way.Length > 1)];
        for (int round = 0; round < LevellingRounds; round++)
        {
            foreach (int[] way in ways)
            {
                int start = 0;
                while (start < way.Length)
                {
                    (double highest, double lowest) = (Highest(way[start]), Lowest(way[start]));
                    int end = start + 1;
                    while (
                        end < way.Length && Math.Max(highest, Highest(way[end])) <= Math.Min(lowest, Lowest(way[end]))
                    )
                    {
                        highest = Math.Max(highest, Highest(way[end]));
                        lowest = Math.Min(lowest, Lowest(way[end]));
                        end++;
                    }

                    // Rounding may leave an item with less than no room.
                    double level = way[start..end].Average(item => y[item]);
                    level = highest <= lowest ? Math.Clamp(level, highest, lowest) : level;
                    Array.ForEach(way[start..end], item => y[item] = level);
                    start = end;
                }
            }
        }

        double Highest(int item)
        {
            int[] column = columns[cell.Items[item].Column];
            int at = position[item];
            return at == 0
                ? double.NegativeInfinity
                : y[column[at - 1]] + Room(cell.Items[column[at - 1]], cell.Items[item]);
        }

        double Lowest(int item)
        {
            int[] column = columns[cell.Items[item].Column];
            int at = position[item];
            return at == column.Length - 1
                ? double.PositiveInfinity
                : y[column[at + 1]] - Room(cell.Items[item], cell.Items[column[at + 1]]);
        }
    }

    private double Pull(int item)
    {
        // An input that no node looks at has no link; it keeps its place.
        double sum = NoStiffness;
        foreach (Link link in linksOf[item])
        {
            sum += link.Stiffness;
        }

        return sum;
    }

    /// <summary>Where an item would make its links level, on average.</summary>
    private double Target(int item)
    {
        double sum = NoStiffness * y[item];
        foreach (Link link in linksOf[item])
        {
            sum += link.Stiffness * (link.From == item ? y[item] + Drop(link) : y[item] - Drop(link));
        }

        return sum / Pull(item);
    }

    /// <summary>
    /// The nearest heights to the targets that keep order and room: after subtracting the room, a weighted isotonic
    /// regression, solved by pooling adjacent violators.
    /// </summary>
    private void Stack(int[] column, Func<int, double> target, Func<int, double> pull)
    {
        double[] offsets = new double[column.Length];
        List<(double Mean, double Weight, int Count)> pools = [];
        for (int i = 0; i < column.Length; i++)
        {
            offsets[i] = i == 0 ? 0 : offsets[i - 1] + Room(cell.Items[column[i - 1]], cell.Items[column[i]]);
            (double Mean, double Weight, int Count) pool = (target(column[i]) - offsets[i], pull(column[i]), 1);
            while (pools.Count > 0 && pools[^1].Mean >= pool.Mean)
            {
                (double mean, double other, int count) = pools[^1];
                pools.RemoveAt(pools.Count - 1);
                double sum = other + pool.Weight;
                pool = ((mean * other + pool.Mean * pool.Weight) / sum, sum, count + pool.Count);
            }

            pools.Add(pool);
        }

        int at = 0;
        foreach ((double mean, _, int count) in pools)
        {
            for (int i = 0; i < count; i++, at++)
            {
                y[column[at]] = mean + offsets[at];
            }
        }
    }

    private static double Room(Item above, Item below)
    {
        bool passage = above.Kind == ItemKind.Passage || below.Kind == ItemKind.Passage;
        bool label = above.Kind == ItemKind.Label || below.Kind == ItemKind.Label;
        return (above.Height + below.Height) / 2
            + (
                passage ? PassageRoom
                : label ? LabelRoom
                : NodeRoom
            );
    }

    // ---- Columns from left to right ----

    private (IReadOnlyList<Box> Boxes, IReadOnlyList<Curve> Curves, double Width) PlaceHorizontally()
    {
        double[] centre = new double[columns.Length];
        double[] half = [.. columns.Select(column => column.Max(item => cell.Items[item].Width) / 2)];
        centre[0] = half[0];
        for (int c = 1; c < columns.Length; c++)
        {
            double steepest = links.Where(link => cell.Items[link.To].Column == c).Max(link => Math.Abs(Drop(link)));
            double gap = Math.Clamp(NarrowestGap + GapSlope * steepest, NarrowestGap, WidestGap);
            centre[c] = centre[c - 1] + half[c - 1] + gap + half[c];
        }

        Box[] boxes =
        [
            .. cell
                .Items.Where(item => item.Kind != ItemKind.Passage)
                .Select(item => new Box(item, centre[item.Column], y[item.Index])),
        ];
        Curve[] curves = [.. cell.Paths.Select((path, index) => DrawPath(path, index, centre, half))];
        return (boxes, curves, centre[^1] + half[^1]);
    }

    private Curve DrawPath(PathItems path, int index, double[] centre, double[] half)
    {
        List<Piece> toLabel = [];
        List<Piece> fromLabel = [];
        List<Piece> pieces = toLabel;
        foreach (Link link in links.Where(link => link.Path == index))
        {
            (Item from, Item to) = (cell.Items[link.From], cell.Items[link.To]);
            if (from.Kind == ItemKind.Label)
            {
                pieces = fromLabel;
            }

            // The curve lies between the columns; to a box narrower than its column, or through a passage, it is level.
            double startY = y[link.From] + link.Leaves;
            double endY = y[link.To] + link.Enters;
            double start = centre[from.Column] + half[from.Column];
            double end = centre[to.Column] - half[to.Column];
            bool isLast = link.To == path.Items[^1];
            double arrow = isLast ? Arrow : 0;
            // It begins under its box, whose corners are round.
            pieces.Add(new Piece(centre[from.Column], startY, start, startY));
            pieces.Add(new Piece(start, startY, end - arrow, endY));
            pieces.Add(new Piece(end - arrow, endY, centre[to.Column] - to.Width / 2 - arrow, endY));
        }

        return new Curve(path.Edge, toLabel, fromLabel);
    }
}
