using System.Collections.Immutable;

namespace NasTransfer.Engine.Networks.Fused;

/// <summary>One operation on its way into a node.</summary>
/// <param name="Predecessor">The state that it reads.</param>
/// <param name="Weight">What its value is multiplied by.</param>
/// <param name="Column">Where the gradient of that weight is wanted; null for nowhere.</param>
/// <param name="Factors">Further factors, one an image (drop path); null for none.</param>
/// <param name="IsShared">Other terms name the same operation: it is computed once.</param>
internal sealed record Term(
    FusedOperation Operation,
    int Predecessor,
    float Weight = 1,
    int? Column = null,
    float[]? Factors = null,
    bool IsShared = false
);

/// <summary>A cell: every node is a weighted sum of operations on earlier states.</summary>
/// <param name="preprocess0">From the output of the cell before the last to state 0.</param>
/// <param name="preprocess1">From the output of the last cell to state 1.</param>
/// <param name="operations">Everything that terms may name; the cell disposes of it.</param>
/// <param name="concat">The states that make the output.</param>
internal sealed unsafe class FusedCell(
    FusedOperation preprocess0,
    FusedOperation preprocess1,
    ImmutableArray<FusedOperation> operations,
    ImmutableArray<int> concat
) : IDisposable
{
    private readonly List<Node> nodes = [];

    /// <param name="prevPrev">The states whose concatenation is the first input, as <paramref name="prev"/>.</param>
    /// <param name="terms">Of every node.</param>
    /// <returns>The states whose concatenation is the output.</returns>
    public FusedState[] Forward(FusedState[] prevPrev, FusedState[] prev, IEnumerable<Term[]> terms, Pass pass)
    {
        nodes.Clear();
        Add([new Term(preprocess0, 0)], _ => prevPrev, pass);
        Add([new Term(preprocess1, 1)], _ => prev, pass);
        foreach (Term[] node in terms)
        {
            Add(node, term => [nodes[term.Predecessor].State], pass);
        }

        return [.. concat.Select(id => nodes[id].State)];
    }

    /// <summary>
    /// From the gradients that have gathered in the output's states to those of the inputs' states and of all weights.
    /// </summary>
    /// <param name="ofWeights">Takes the gradients of the terms' weights by their columns.</param>
    public void Backward(double[] ofWeights, Pass pass)
    {
        Dictionary<FusedOperation, Shared> shared = [];
        for (int id = nodes.Count - 1; id >= 0; id--)
        {
            // All that reads this state has been gone back through, but for what it shares.
            foreach (Shared pending in shared.Values.Where(pending => pending.Predecessor == id))
            {
                FinishShared(pending, pass);
            }

            Node node = nodes[id];
            FeatureMap gradient = node.State.Gradient(pass);
            foreach (Term term in node.Terms)
            {
                FusedNorm norm = term.Operation.Norm;
                if (term.Column is not null || !norm.IsIdentity)
                {
                    TakeIn(term.Operation, gradient, term.Factors);
                    if (term.Column is int column)
                    {
                        ofWeights[column] += norm.Project();
                    }
                }

                if (term.IsShared)
                {
                    Share(term, gradient, shared, pass);
                    continue;
                }

                norm.EndBackward(gradient.Count, term.Weight);
                term.Operation.Backward(node.Inputs(term), gradient, term.Factors, pass);
            }
        }
    }

    public void Dispose()
    {
        foreach (FusedOperation operation in operations.Add(preprocess0).Add(preprocess1))
        {
            operation.Dispose();
        }
    }

    private void Add(Term[] terms, Func<Term, FusedState[]> inputs, Pass pass)
    {
        FeatureMap sum = terms[0].Operation.Take(inputs(terms[0])[0].Map, pass);
        var mark = pass.Arena.Mark();
        foreach (Term term in terms)
        {
            if (!term.IsShared || !IsComputed(term.Operation))
            {
                term.Operation.Forward(inputs(term), pass);
            }
        }

        for (int image = 0; image < sum.Images; image++)
        {
            for (int block = 0; block < sum.Blocks; block++)
            {
                Combine(terms, image, block, sum);
            }
        }

        // Later nodes read what is shared.
        if (!pass.Recording && !terms.Any(term => term.IsShared))
        {
            pass.Arena.Release(mark);
        }

        nodes.Add(new Node(new FusedState(sum), terms, inputs));
    }

    private bool IsComputed(FusedOperation operation) =>
        nodes.Any(node => node.Terms.Any(term => ReferenceEquals(term.Operation, operation)));

    private static void Combine(Term[] terms, int image, int block, FeatureMap sum)
    {
        int channel = block * FeatureMap.Lanes;
        float* target = sum.Image(image) + block * sum.BlockSize;
        for (int i = 0; i < terms.Length; i++)
        {
            FusedOperation operation = terms[i].Operation;
            float* z = operation.Output.Image(image) + block * sum.BlockSize;
            float weight = terms[i].Weight * (terms[i].Factors?[image] ?? 1);
            TileKernel.Scale(
                z,
                operation.Norm.Scale + channel,
                operation.Norm.Shift + channel,
                weight,
                sum.Pixels,
                target,
                adds: i > 0
            );
        }
    }

    private static void TakeIn(FusedOperation operation, FeatureMap gradient, float[]? factors)
    {
        operation.Norm.BeginBackward();
        for (int image = 0; image < gradient.Images; image++)
        {
            operation.Norm.AddGradient(
                gradient.Image(image),
                operation.Output.Image(image),
                gradient.Pixels,
                factors?[image] ?? 1
            );
        }
    }

    // What an operation is given by several nodes adds up before it is gone back through.
    private static void Share(Term term, FeatureMap gradient, Dictionary<FusedOperation, Shared> shared, Pass pass)
    {
        if (!shared.TryGetValue(term.Operation, out Shared? pending))
        {
            pending = new Shared(term.Operation, term.Predecessor, pass.Arena.TakeZeros(gradient));
            shared.Add(term.Operation, pending);
        }

        for (int image = 0; image < gradient.Images; image++)
        {
            TileKernel.AddWeighted(
                gradient.Image(image),
                term.Weight,
                gradient.ImageSize,
                pending.Gradient.Image(image)
            );
        }
    }

    private void FinishShared(Shared pending, Pass pass)
    {
        TakeIn(pending.Operation, pending.Gradient, factors: null);
        pending.Operation.Norm.EndBackward(pending.Gradient.Count, weight: 1);
        pending.Operation.Backward([nodes[pending.Predecessor].State], pending.Gradient, factors: null, pass);
    }

    private sealed record Node(FusedState State, Term[] Terms, Func<Term, FusedState[]> Inputs);

    private sealed record Shared(FusedOperation Operation, int Predecessor, FeatureMap Gradient);
}
