using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Randomness;
using NasTransfer.Engine.Search.Nao;

namespace NasTransfer.Engine.Tests.Search.Nao;

public sealed class TokenCodecTests
{
    // By hand from the definition: predecessor + 1, operation + 6 (max_pool 6 … dil_conv_5x5 12).
    private const string Text =
        "Genotype(normal=[('max_pool_3x3', 0), ('dil_conv_5x5', 1), ('skip_connect', 2), ('sep_conv_3x3', 0), "
        + "('avg_pool_3x3', 3), ('sep_conv_5x5', 1), ('dil_conv_3x3', 4), ('max_pool_3x3', 2)], normal_concat=range(2, 6), "
        + "reduce=[('max_pool_3x3', 0), ('max_pool_3x3', 1), ('max_pool_3x3', 0), ('max_pool_3x3', 1), "
        + "('max_pool_3x3', 0), ('max_pool_3x3', 1), ('max_pool_3x3', 0), ('max_pool_3x3', 1)], reduce_concat=range(2, 6))";

    private static readonly int[] Tokens =
    [
        .. (int[])[1, 6, 2, 12, 3, 8, 1, 9, 4, 7, 2, 10, 5, 11, 3, 6],
        .. (int[])[1, 6, 2, 6, 1, 6, 2, 6, 1, 6, 2, 6, 1, 6, 2, 6],
    ];

    [Test]
    public void Sizes_AreThoseOfTheCommonSpace() =>
        Assert.Multiple(() =>
        {
            Assert.That(TokenCodec.Vocabulary, Is.EqualTo(13));
            Assert.That(TokenCodec.Length, Is.EqualTo(32));
        });

    [Test]
    public void Encode_OfAKnownGenotype_GivesTheseTokens() =>
        Assert.That(TokenCodec.Encode(Genotype.Parse(Text)), Is.EqualTo(Tokens));

    [Test]
    public void Decode_OfTheseTokens_GivesTheGenotypeInItsOrder() =>
        Assert.That(TokenCodec.Decode(Tokens), Is.EqualTo(Genotype.Parse(Text)));

    [Test]
    public void DecodeOfEncode_OfTenThousandRandomGenotypes_IsTheSame()
    {
        var draws = new CounterRandom(5, "codec");
        int wrong = 0;
        for (int i = 0; i < 10_000; i++)
        {
            Genotype genotype = SamplingLaw.Sample(draws);
            int[] tokens = [.. TokenCodec.Encode(genotype)];
            wrong += TokenCodec.Decode(tokens).Equals(genotype) ? 0 : 1;
            wrong += tokens.Where((token, position) => !TokenCodec.IsLegal(position, token)).Count();
        }

        Assert.That(wrong, Is.Zero);
    }

    [TestCase(0, 0, TestName = "the start within a sentence")]
    [TestCase(0, 3, TestName = "node 0 looks at itself")]
    [TestCase(0, 6, TestName = "an operation for a predecessor")]
    [TestCase(1, 5, TestName = "a predecessor for an operation")]
    [TestCase(1, 13, TestName = "none")]
    [TestCase(14, 6, TestName = "the last node looks at itself")]
    [TestCase(2, 1, TestName = "the first predecessor again")]
    [TestCase(31, -1, TestName = "a negative token")]
    public void Decode_OfAnIllegalToken_RefusesIt(int position, int token)
    {
        int[] tokens = [.. Tokens];
        tokens[position] = token;
        Assert.That(
            () => TokenCodec.Decode(tokens),
            Throws.ArgumentException.With.Message.Contains($"Token {token} is not legal at place {position}")
        );
    }

    [TestCase(0)]
    [TestCase(31)]
    [TestCase(33)]
    public void Decode_OfAnotherNumberOfTokens_RefusesIt(int length) =>
        Assert.That(() => TokenCodec.Decode(new int[length]), Throws.ArgumentException);

    // Node i has 2 + i predecessors to choose from, and every edge seven operations.
    [Test]
    public void IsLegal_OverAllTokens_AllowsAsManyAsTheSpaceHas()
    {
        int[] allowed =
        [
            .. Enumerable
                .Range(0, TokenCodec.Length)
                .Select(position => Enumerable.Range(-1, 16).Count(token => TokenCodec.IsLegal(position, token))),
        ];
        int[] cell = [2, 7, 2, 7, 3, 7, 3, 7, 4, 7, 4, 7, 5, 7, 5, 7];
        Assert.That(allowed, Is.EqualTo((int[])[.. cell, .. cell]));
    }
}
