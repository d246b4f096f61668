using NasTransfer.Engine.Runtime;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Runtime;

/// <summary>TorchSharp's own operators fail here within some ten thousand calls.</summary>
[TestFixture]
public sealed class ArithmeticTests
{
    private const int Calls = 25_000;

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> OneMore = new()
    {
        ["Plus"] = (x, one) => x.Plus(one),
        ["Accumulate"] = (x, one) => x.Accumulate(one),
        ["AccumulateProduct"] = (x, one) => x.AccumulateProduct(one, one),
        ["Increment"] = (x, _) => x.Increment(),
        ["Times"] = (x, _) => x.Increment().Times(1),
        ["Over"] = (x, _) => x.Increment().Over(1),
    };

    private static IEnumerable<string> Names => OneMore.Keys;

    [TestCaseSource(nameof(Names))]
    public void EachOperation_WhileTheCollectorIsAtWork_CountsRight(string name)
    {
        using Tensor one = ones(1, ScalarType.Float64);
        Tensor sum = zeros(1, ScalarType.Float64);
        using (new BusyCollector())
        {
            for (int i = 0; i < Calls; i++)
            {
                Tensor next = OneMore[name](sum, one);
                if (!ReferenceEquals(next, sum))
                {
                    sum.Dispose();
                    sum = next;
                }
            }
        }

        Assert.That(sum.data<double>()[0], Is.EqualTo(Calls));
        sum.Dispose();
    }

    [Test]
    public void Readings_WhileTheCollectorIsAtWork_AreRight()
    {
        using Tensor real = ones(1).Times(0.5);
        using Tensor whole = ones(1, ScalarType.Int64);
        int wrong = 0;
        using (new BusyCollector())
        {
            for (int i = 0; i < Calls; i++)
            {
                wrong += real.Number() == 0.5 && whole.Integer() == 1 ? 0 : 1;
            }
        }

        Assert.That(wrong, Is.Zero);
    }
}
