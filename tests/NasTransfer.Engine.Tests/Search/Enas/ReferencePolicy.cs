using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Search.Enas;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Search.Enas;

/// <summary>
/// The controller of ALGORITHMS §3.2 once more, written for one architecture in plain loops: what the real one is checked
/// against.
/// </summary>
internal sealed class ReferencePolicy
{
    private const int H = Controller.Hidden;
    private const int Ops = 7;

    private readonly double[] w;
    private readonly EnasOptions options;
    private double[] c = new double[H];
    private double[] h = new double[H];

    public ReferencePolicy(Controller controller, EnasOptions options)
    {
        using Tensor values = controller.Parameters.Values.to(ScalarType.Float64);
        (w, this.options) = (values.data<double>().ToArray(), options);
    }

    // Where each tensor starts in the flat vector.
    private const int Start = 2 * H * 4 * H;
    private const int Embedding = Start + H;
    private const int SoftWeight = Embedding + Ops * H;
    private const int SoftBias = SoftWeight + H * Ops;
    private const int W1 = SoftBias + Ops;
    private const int W2 = W1 + H * H;
    private const int V = W2 + H * H;

    /// <summary>Σ log-softmax of the decided logits, and the entropy summed over the decisions.</summary>
    public (double LogProbability, double Entropy) Score(Genotype genotype)
    {
        (double Log, double Entropy)[] decisions = [.. Walk(genotype)];
        return (decisions.Sum(decision => decision.Log), decisions.Sum(decision => decision.Entropy));
    }

    private List<(double Log, double Entropy)> Walk(Genotype genotype)
    {
        List<(double Log, double Entropy)> walked = [];
        (c, h) = (new double[H], new double[H]);
        foreach (Cell cell in (Cell[])[genotype.Normal, genotype.Reduce])
        {
            double[] start = w[Start..(Start + H)];
            List<double[]> anchors = [];
            List<double[]> attended = [];
            for (int input = 0; input < 2; input++)
            {
                Step(start);
                anchors.Add(new double[H]);
                attended.Add(Times(h, W1, H));
            }

            double[] next = start;
            foreach (Node node in cell.Nodes)
            {
                int[] predecessors = [node.First.Predecessor, node.Second.Predecessor];
                for (int side = 0; side < 2; side++)
                {
                    Step(next);
                    double[] query = Times(h, W2, H);
                    double[] logits =
                    [
                        .. attended.Select(a => Enumerable.Range(0, H).Sum(i => w[V + i] * Math.Tanh(a[i] + query[i]))),
                    ];
                    double[] shaped = [.. logits.Select(logit => Shaped(logit, 1))];
                    if (side == 1)
                    {
                        shaped[predecessors[0]] = double.NegativeInfinity;
                    }

                    Add(shaped, predecessors[side]);
                    next = anchors[predecessors[side]];
                }

                foreach (Edge edge in (Edge[])[node.First, node.Second])
                {
                    Step(next);
                    double[] logits = Times(h, SoftWeight, Ops);
                    double[] shaped = new double[Ops];
                    for (int k = 0; k < Ops; k++)
                    {
                        shaped[k] = Shaped(logits[k] + w[SoftBias + k], options.OperationTanhReduction);
                        if (options.OperationBias != OperationBias.None && ReferenceEquals(cell, genotype.Normal))
                        {
                            shaped[k] += k is 3 or 4 ? 0.25 : -0.25;
                        }
                    }

                    int operation = (int)edge.Primitive;
                    Add(shaped, operation);
                    next = w[(Embedding + operation * H)..(Embedding + (operation + 1) * H)];
                }

                Step(next);
                anchors.Add(h);
                attended.Add(Times(h, W1, H));
                next = start;
            }
        }

        return walked;

        void Add(double[] logits, int chosen)
        {
            double sum = logits.Sum(Math.Exp);
            double[] possible = [.. logits.Select(logit => Math.Exp(logit) / sum).Where(p => p > 0)];
            walked.Add((logits[chosen] - Math.Log(sum), -possible.Sum(p => p * Math.Log(p))));
        }
    }

    private double Shaped(double logit, double reduction)
    {
        double tempered = logit / (options.Temperature ?? 1);
        return options.TanhConstant is double constant ? constant / reduction * Math.Tanh(tempered) : tempered;
    }

    private void Step(double[] x)
    {
        double[] gates = Times([.. x, .. h], 0, 4 * H);
        var (newCell, newHidden) = (new double[H], new double[H]);
        for (int k = 0; k < H; k++)
        {
            var (i, f, o) = (Sigmoid(gates[k]), Sigmoid(gates[H + k]), Sigmoid(gates[2 * H + k]));
            newCell[k] = f * c[k] + i * Math.Tanh(gates[3 * H + k]);
            newHidden[k] = o * Math.Tanh(newCell[k]);
        }

        (c, h) = (newCell, newHidden);
    }

    private double[] Times(double[] x, int offset, int columns)
    {
        double[] y = new double[columns];
        for (int row = 0; row < x.Length; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                y[column] += x[row] * w[offset + row * columns + column];
            }
        }

        return y;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
