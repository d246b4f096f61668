using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Architectures.Drawing;

/// <summary>
/// Orders the items of every column so that few edges cross: sweeps by the mean position of the neighbours, then swaps of
/// adjacent items, from many starts (Sugiyama, Tagawa, Toda, "Methods for visual understanding of hierarchical system
/// structures", 1981).
/// </summary>
internal sealed class ColumnOrder
{
    private const int Starts = 60;
    private const int Sweeps = 8;

    // A crossing of two operations hides more than one with an edge to the output.
    private const int OperationWeight = 3;
    private const int OutputWeight = 1;

    private readonly LayeredCell cell;
    private readonly List<(int From, int To, int Weight)>[] gaps;
    private readonly List<(int Item, int Weight)>[] left;
    private readonly List<(int Item, int Weight)>[] right;

    public ColumnOrder(LayeredCell cell)
    {
        this.cell = cell;
        gaps = [.. Enumerable.Range(0, cell.Columns - 1).Select(_ => new List<(int, int, int)>())];
        left = [.. cell.Items.Select(_ => new List<(int, int)>())];
        right = [.. cell.Items.Select(_ => new List<(int, int)>())];
        foreach (PathItems path in cell.Paths)
        {
            int weight = path.Edge is null ? OutputWeight : OperationWeight;
            foreach ((int from, int to) in path.Items.Zip(path.Items.Skip(1)))
            {
                gaps[cell.Items[from].Column].Add((from, to, weight));
                right[from].Add((to, weight));
                left[to].Add((from, weight));
            }
        }
    }

    /// <summary>
    /// The best orders found, those with the fewest crossings first: item indices by column. The inputs stay in their
    /// order; the mirror image of a drawing is as good as itself.
    /// </summary>
    public IReadOnlyList<(int Crossings, int[][] Columns)> Best(int count)
    {
        Dictionary<string, (int Crossings, int[][] Columns)> found = [];
        for (int start = 0; start < Starts; start++)
        {
            int[][] columns = Start(start);
            int[] position = new int[cell.Items.Count];
            Array.ForEach(columns, column => Number(column, position));
            for (int sweep = 0; sweep < Sweeps; sweep++)
            {
                for (int c = 1; c < columns.Length; c++)
                {
                    Sort(columns, c, left, position);
                }

                for (int c = columns.Length - 2; c > 0; c--)
                {
                    Sort(columns, c, right, position);
                }
            }

            SwapNeighbours(columns, position);
            int crossings = gaps.Sum(gap => Crossings(gap, position));
            found.TryAdd(string.Join(';', columns.Select(column => string.Join(',', column))), (crossings, columns));
        }

        return [.. found.Values.OrderBy(order => order.Crossings).Take(count)];
    }

    private int[][] Start(int start)
    {
        int[][] columns =
        [
            .. Enumerable
                .Range(0, cell.Columns)
                .Select(c => cell.Items.Where(item => item.Column == c).Select(item => item.Index).ToArray()),
        ];
        if (start > 0)
        {
            // The drawing of a genotype is always the same.
            var random = new CounterRandom(0, "column-order", start);
            foreach (int[] column in columns.Skip(1))
            {
                random.Shuffle(column.AsSpan());
            }
        }

        return columns;
    }

    private static void Number(int[] column, int[] position)
    {
        for (int i = 0; i < column.Length; i++)
        {
            position[column[i]] = i;
        }
    }

    /// <summary>Sorts a column by the mean relative position of its neighbours on one side.</summary>
    private void Sort(int[][] columns, int c, List<(int Item, int Weight)>[] neighbours, int[] position)
    {
        int[] column = columns[c];
        double[] keys =
        [
            .. column.Select(item =>
                neighbours[item].Count == 0
                    ? Relative(item, columns, position)
                    : neighbours[item].Average(other => Relative(other.Item, columns, position))
            ),
        ];
        int[] sorted = [.. column.Zip(keys).OrderBy(pair => pair.Second).Select(pair => pair.First)];
        sorted.CopyTo(column, 0);
        Number(column, position);
    }

    private double Relative(int item, int[][] columns, int[] position) =>
        (position[item] + 0.5) / columns[cell.Items[item].Column].Length;

    private void SwapNeighbours(int[][] columns, int[] position)
    {
        bool improved = true;
        while (improved)
        {
            improved = false;
            for (int c = 1; c < columns.Length; c++)
            {
                int[] column = columns[c];
                for (int i = 0; i + 1 < column.Length; i++)
                {
                    (int upper, int lower) = (column[i], column[i + 1]);
                    int now = CrossingsOf(upper, lower, position);
                    if (now > 0 && CrossingsOf(lower, upper, position) < now)
                    {
                        (column[i], column[i + 1]) = (lower, upper);
                        (position[lower], position[upper]) = (i, i + 1);
                        improved = true;
                    }
                }
            }
        }
    }

    /// <summary>Crossings between the edges of two neighbours in a column, if the one stands above the other.</summary>
    private int CrossingsOf(int upper, int lower, int[] position) =>
        CrossingsOf(left[upper], left[lower], position) + CrossingsOf(right[upper], right[lower], position);

    private static int CrossingsOf(
        List<(int Item, int Weight)> ofUpper,
        List<(int Item, int Weight)> ofLower,
        int[] position
    )
    {
        int sum = 0;
        foreach ((int item, int weight) in ofUpper)
        {
            foreach ((int other, int otherWeight) in ofLower)
            {
                sum += position[item] > position[other] ? weight * otherWeight : 0;
            }
        }

        return sum;
    }

    private static int Crossings(List<(int From, int To, int Weight)> gap, int[] position)
    {
        int sum = 0;
        for (int a = 0; a < gap.Count; a++)
        {
            for (int b = a + 1; b < gap.Count; b++)
            {
                int start = position[gap[a].From] - position[gap[b].From];
                int end = position[gap[a].To] - position[gap[b].To];
                sum += start * end < 0 ? gap[a].Weight * gap[b].Weight : 0;
            }
        }

        return sum;
    }
}
