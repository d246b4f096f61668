using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Tests.Architectures;

[TestFixture]
public sealed class NetworkCostTests
{
    // Columns of ALGORITHMS §8.1: stem, C, L, K, without and with auxiliary head (0: not listed), for DARTS_V1 and DARTS_V2;
    // computed there with the original DARTS code (no BN after pools; auxiliary head on ImageNet without BN(768)).
    [TestCase(Stem.Cifar, 36, 20, 10, "DARTS_V1", 3_169_414, 3_645_840)]
    [TestCase(Stem.Cifar, 36, 20, 10, "DARTS_V2", 3_349_342, 3_825_768)]
    [TestCase(Stem.Cifar, 36, 20, 100, "DARTS_V1", 3_221_344, 3_766_980)]
    [TestCase(Stem.Cifar, 36, 20, 100, "DARTS_V2", 3_401_272, 3_946_908)]
    [TestCase(Stem.Cifar, 16, 8, 10, "DARTS_V1", 232_890, 0)]
    [TestCase(Stem.Cifar, 16, 8, 10, "DARTS_V2", 246_106, 0)]
    [TestCase(Stem.Cifar, 36, 40, 10, "DARTS_V1", 6_698_206, 0)]
    [TestCase(Stem.Cifar, 36, 40, 10, "DARTS_V2", 7_082_074, 0)]
    [TestCase(Stem.Cifar, 36, 60, 10, "DARTS_V1", 9_938_854, 0)]
    [TestCase(Stem.Cifar, 36, 60, 10, "DARTS_V2", 10_510_318, 0)]
    [TestCase(Stem.ImageNet, 48, 14, 1000, "DARTS_V1", 4_510_432, 5_771_208)]
    [TestCase(Stem.ImageNet, 48, 14, 1000, "DARTS_V2", 4_718_752, 5_979_528)]
    [TestCase(Stem.ImageNet, 36, 20, 1000, "DARTS_V1", 3_747_898, 4_984_098)]
    [TestCase(Stem.ImageNet, 36, 20, 1000, "DARTS_V2", 3_927_826, 5_164_026)]
    [TestCase(Stem.ImageNet, 36, 20, 67, "DARTS_V1", 3_209_557, 0)]
    [TestCase(Stem.ImageNet, 36, 20, 67, "DARTS_V2", 3_389_485, 0)]
    [TestCase(Stem.ImageNet, 36, 20, 102, "DARTS_V1", 3_229_752, 0)]
    [TestCase(Stem.ImageNet, 36, 20, 102, "DARTS_V2", 3_409_680, 0)]
    [TestCase(Stem.ImageNet, 36, 20, 21841, "DARTS_V1", 15_773_155, 0)]
    [TestCase(Stem.ImageNet, 36, 20, 21841, "DARTS_V2", 15_953_083, 0)]
    [TestCase(Stem.ImageNet, 36, 8, 67, "DARTS_V1", 1_135_093, 0)]
    [TestCase(Stem.ImageNet, 36, 8, 67, "DARTS_V2", 1_195_069, 0)]
    public void Parameters_OriginalDartsNetworks_AreThePublished(
        Stem stem,
        int channels,
        int cells,
        int classes,
        string genotype,
        long parameters,
        long withAuxiliary
    )
    {
        foreach (PoolBatchNorm poolBatchNorm in (PoolBatchNorm[])[PoolBatchNorm.Search, PoolBatchNorm.Never])
        {
            AssertParameters(
                Options(stem, channels, cells, classes, poolBatchNorm, auxiliaryBatchNorm: stem == Stem.Cifar),
                genotype,
                parameters,
                withAuxiliary
            );
        }
    }

    // ALGORITHMS §8.1, computed there with the code of pt.darts: affine BN after every pool, auxiliary head with BN(768).
    [TestCase(Stem.Cifar, 36, 20, 10, "DARTS_V1", 3_171_574, 3_648_000)]
    [TestCase(Stem.Cifar, 36, 20, 10, "DARTS_V2", 3_351_502, 3_827_928)]
    [TestCase(Stem.Cifar, 36, 20, 10, "PT_DARTS_CIFAR10", 2_835_910, 3_312_336)]
    [TestCase(Stem.Cifar, 36, 20, 100, "DARTS_V1", 3_223_504, 3_769_140)]
    [TestCase(Stem.Cifar, 36, 20, 100, "DARTS_V2", 3_403_432, 3_949_068)]
    [TestCase(Stem.Cifar, 36, 20, 100, "PT_DARTS_CIFAR10", 2_887_840, 3_433_476)]
    [TestCase(Stem.ImageNet, 36, 20, 1000, "DARTS_V1", 3_750_058, 4_987_794)]
    [TestCase(Stem.ImageNet, 36, 20, 1000, "DARTS_V2", 3_929_986, 5_167_722)]
    [TestCase(Stem.ImageNet, 36, 20, 1000, "PT_DARTS_CIFAR10", 3_414_394, 4_652_130)]
    [TestCase(Stem.ImageNet, 48, 14, 1000, "DARTS_V1", 4_513_312, 5_775_624)]
    [TestCase(Stem.ImageNet, 48, 14, 1000, "DARTS_V2", 4_721_632, 5_983_944)]
    [TestCase(Stem.ImageNet, 48, 14, 1000, "PT_DARTS_CIFAR10", 4_118_176, 5_380_488)]
    [TestCase(Stem.ImageNet, 36, 20, 67, "DARTS_V1", 3_211_717, 3_731_976)]
    [TestCase(Stem.ImageNet, 36, 20, 67, "DARTS_V2", 3_391_645, 3_911_904)]
    [TestCase(Stem.ImageNet, 36, 20, 67, "PT_DARTS_CIFAR10", 2_876_053, 3_396_312)]
    [TestCase(Stem.ImageNet, 36, 20, 102, "DARTS_V1", 3_231_912, 3_779_086)]
    [TestCase(Stem.ImageNet, 36, 20, 102, "DARTS_V2", 3_411_840, 3_959_014)]
    [TestCase(Stem.ImageNet, 36, 20, 102, "PT_DARTS_CIFAR10", 2_896_248, 3_443_422)]
    [TestCase(Stem.ImageNet, 36, 8, 67, "DARTS_V1", 1_137_253, 1_657_512)]
    [TestCase(Stem.ImageNet, 36, 8, 67, "DARTS_V2", 1_197_229, 1_717_488)]
    [TestCase(Stem.ImageNet, 36, 8, 67, "PT_DARTS_CIFAR10", 1_025_365, 1_545_624)]
    public void Parameters_PtDartsNetworks_AreThePublished(
        Stem stem,
        int channels,
        int cells,
        int classes,
        string genotype,
        long parameters,
        long withAuxiliary
    ) =>
        AssertParameters(
            Options(stem, channels, cells, classes, PoolBatchNorm.Always),
            genotype,
            parameters,
            withAuxiliary
        );

    // ALGORITHMS §8.1, "uniform genotypes": every edge the same operation, predecessors 0 and 1.
    [TestCase(Primitive.MaxPool3x3, PoolBatchNorm.Search, 1_370_134)]
    [TestCase(Primitive.MaxPool3x3, PoolBatchNorm.Always, 1_397_782)]
    [TestCase(Primitive.AvgPool3x3, PoolBatchNorm.Always, 1_397_782)]
    [TestCase(Primitive.SkipConnect, PoolBatchNorm.Search, 1_580_950)]
    [TestCase(Primitive.SepConv3x3, PoolBatchNorm.Search, 4_701_718)]
    [TestCase(Primitive.SepConv5x5, PoolBatchNorm.Search, 5_144_086)]
    [TestCase(Primitive.DilConv5x5, PoolBatchNorm.Search, 3_257_110)]
    public void Parameters_UniformGenotypes_AreTheReferences(
        Primitive primitive,
        PoolBatchNorm poolBatchNorm,
        long expected
    )
    {
        var node = new Node(new Edge(primitive, 0), new Edge(primitive, 1));
        var cell = new Cell([node, node, node, node], [2, 3, 4, 5]);

        Assert.That(
            NetworkCost.ParametersOf(new Genotype(cell, cell), Options(Stem.Cifar, 36, 20, 10, poolBatchNorm)),
            Is.EqualTo(expected)
        );
    }

    [Test]
    public void Parameters_NarrowConcat_MakesTheNextCellsInputsNarrow()
    {
        // Cells that concatenate one node only, as loose ends may.
        Genotype narrow = Genotype.Parse(
            "Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_3x3', 0), ('sep_conv_3x3', 0), ('sep_conv_3x3', 0)], "
                + "normal_concat=[3], reduce=[('sep_conv_3x3', 0), ('sep_conv_3x3', 0)], reduce_concat=[2])"
        );
        NetworkOptions options = Options(Stem.Cifar, 4, 3, 3, PoolBatchNorm.Search);
        const int c = 4;
        // Stem 3→3C; cell 0: C, inputs 3C and 3C, four edges; cell 1: 2C, inputs 3C and C, two edges; cell 2: 4C, inputs C
        // (reduced) and 2C, two edges; classifier 4C→3.
        long expected =
            (27 * 3 * c + 6 * c)
            + (2 * (3 * c * c + 2 * c) + 4 * Sep3(c))
            + (3 * c * 2 * c + 4 * c + c * 2 * c + 4 * c + 2 * Sep3(2 * c))
            + (c * 4 * c + 8 * c + 2 * c * 4 * c + 8 * c + 2 * Sep3(4 * c))
            + (4 * c * 3 + 3);

        Assert.That(NetworkCost.ParametersOf(narrow, options), Is.EqualTo(expected));
    }

    [Test]
    public void Parameters_FiftyRandomGenotypes_FollowTheAdditiveFormula()
    {
        for (int i = 0; i < 50; i++)
        {
            Genotype genotype = SamplingLaw.Sample(new CounterRandom(1, "additive-formula", 0, i));

            foreach (bool pools in (bool[])[false, true])
            {
                PoolBatchNorm poolBatchNorm = pools ? PoolBatchNorm.Always : PoolBatchNorm.Search;
                Assert.That(
                    NetworkCost.ParametersOf(genotype, Options(Stem.Cifar, 36, 20, 10, poolBatchNorm)),
                    Is.EqualTo(AdditiveFormula(genotype, 1_370_134, 36, normalCellsPerStage: 6, pools)),
                    genotype.ToString()
                );
                Assert.That(
                    NetworkCost.ParametersOf(genotype, Options(Stem.ImageNet, 48, 14, 1000, poolBatchNorm)),
                    Is.EqualTo(AdditiveFormula(genotype, 2_427_232, 48, normalCellsPerStage: 4, pools)),
                    genotype.ToString()
                );
            }
        }
    }

    // ALGORITHMS §8.3, in millions, as printed: convolutions, and the classifier where it is listed apart.
    [TestCase(Stem.ImageNet, 48, 14, 1000, 224, "DARTS_V1", 505.10, 0.77)]
    [TestCase(Stem.ImageNet, 48, 14, 1000, 224, "DARTS_V2", 529.14, 0.77)]
    [TestCase(Stem.ImageNet, 36, 20, 1000, 224, "DARTS_V1", 408.71, 0.58)]
    [TestCase(Stem.ImageNet, 36, 20, 1000, 224, "DARTS_V2", 429.67, 0.58)]
    [TestCase(Stem.Cifar, 36, 20, 10, 32, "DARTS_V1", 500.98, 0.01)]
    [TestCase(Stem.Cifar, 36, 20, 10, 32, "DARTS_V2", 528.35, 0.01)]
    [TestCase(Stem.Cifar, 16, 8, 10, 32, "DARTS_V1", 41.35, 0.00)]
    [TestCase(Stem.Cifar, 16, 8, 10, 32, "DARTS_V2", 43.44, 0.00)]
    public void Macs_PublishedGenotypes_AreTheReferencesToTheDigitsPrinted(
        Stem stem,
        int channels,
        int cells,
        int classes,
        int imageSize,
        string genotype,
        double convolutions,
        double classifier
    )
    {
        NetworkCost cost = NetworkCost.Of(
            PublishedGenotypes.Find(genotype)!,
            Options(stem, channels, cells, classes, PoolBatchNorm.Always),
            imageSize
        );

        Assert.That(Math.Round((cost.Macs - cost.Classifier.Macs) / 1e6, 2), Is.EqualTo(convolutions));
        Assert.That(Math.Round(cost.Classifier.Macs / 1e6, 2), Is.EqualTo(classifier));
    }

    [Test]
    public void Cells_DartsV2_ShowEveryCellsPlaceAndAddUp()
    {
        NetworkCost cost = NetworkCost.Of(
            PublishedGenotypes.DartsV2,
            Options(Stem.Cifar, 36, 20, 10, PoolBatchNorm.Always),
            32
        );

        Assert.That(cost.Cells.Select(cell => cell.Index), Is.EqualTo(Enumerable.Range(0, 20)));
        Assert.That(cost.Cells.Where(cell => cell.IsReduction).Select(cell => cell.Index), Is.EqualTo((int[])[6, 13]));
        Assert.That(
            (cost.Cells[5], cost.Cells[6], cost.Cells[13], cost.Cells[19]) switch
            {
                var (a, b, c, d) => (int[])
                    [
                        a.OutputSize,
                        a.Channels,
                        b.OutputSize,
                        b.Channels,
                        c.OutputSize,
                        c.Channels,
                        d.OutputSize,
                        d.ChannelsOut,
                    ],
            },
            Is.EqualTo((int[])[32, 36, 16, 72, 8, 144, 8, 576])
        );
        Assert.That(
            cost.Parameters,
            Is.EqualTo(cost.Stem.Parameters + cost.Classifier.Parameters + cost.Cells.Sum(cell => cell.Parameters))
        );
        Assert.That(cost.Macs, Is.EqualTo(cost.Stem.Macs + cost.Classifier.Macs + cost.Cells.Sum(cell => cell.Macs)));
        Assert.That(cost.AuxiliaryParameters, Is.Zero);
        // 3×3×3×108 weights and 2 × 108 of the BN; each weight at 32 × 32 places. 576 × 10 weights and 10 biases.
        Assert.That(cost.Stem, Is.EqualTo(new Cost(2916 + 216, 2916 * 1024)));
        Assert.That(cost.Classifier, Is.EqualTo(new Cost(5770, 5760)));
    }

    [Test]
    public void Of_ImageThatDoesNotHalveEvenly_SaysWhatFits()
    {
        Assert.That(
            () => NetworkCost.Of(PublishedGenotypes.DartsV2, Options(Stem.Cifar, 8, 5, 10, PoolBatchNorm.Always), 30),
            Throws.TypeOf<BadInputException>().With.Message.Contains("30 px").And.Message.Contains("multiple of 4")
        );
    }

    [TestCase(0, 5, 10)]
    [TestCase(8, -1, 10)]
    [TestCase(8, 5, 0)]
    public void ParametersOf_SizeThatIsNotPositive_Throws(int channels, int cells, int classes)
    {
        NetworkOptions options = Options(Stem.Cifar, channels, cells, classes, PoolBatchNorm.Always);

        Assert.That(
            () => NetworkCost.ParametersOf(PublishedGenotypes.DartsV2, options),
            Throws.TypeOf<BadInputException>()
        );
    }

    private static void AssertParameters(NetworkOptions options, string name, long parameters, long withAuxiliary)
    {
        Genotype genotype = PublishedGenotypes.Find(name)!;

        Assert.That(NetworkCost.ParametersOf(genotype, options), Is.EqualTo(parameters));
        Assert.That(NetworkCost.AuxiliaryParametersOf(genotype, options), Is.Zero);
        if (withAuxiliary > 0)
        {
            NetworkOptions withHead = options with { AuxiliaryHead = true };
            Assert.That(NetworkCost.ParametersOf(genotype, withHead), Is.EqualTo(parameters));
            Assert.That(parameters + NetworkCost.AuxiliaryParametersOf(genotype, withHead), Is.EqualTo(withAuxiliary));
        }
    }

    private static NetworkOptions Options(
        Stem stem,
        int channels,
        int cells,
        int classes,
        PoolBatchNorm poolBatchNorm,
        bool auxiliaryBatchNorm = true
    ) =>
        new()
        {
            Channels = channels,
            Cells = cells,
            Classes = classes,
            Stem = stem,
            PoolBatchNorm = poolBatchNorm,
            AuxiliaryBatchNorm = auxiliaryBatchNorm,
        };

    /// <summary>
    /// ALGORITHMS §8.1: a fixed part, which no operation changes, and for each operation a polynomial in the channels of
    /// each stage.
    /// </summary>
    private static long AdditiveFormula(
        Genotype genotype,
        long fixedPart,
        int channels,
        int normalCellsPerStage,
        bool poolsHaveBatchNorm
    )
    {
        int[] stages = [channels, 2 * channels, 4 * channels];
        long normal = genotype.Normal.Edges.Sum(edge => stages.Sum(c => Polynomial(edge, c, strided: false)));
        long reduce = genotype.Reduce.Edges.Sum(edge =>
            stages[1..].Sum(c => Polynomial(edge, c, strided: edge.Predecessor < 2))
        );
        return fixedPart + normalCellsPerStage * normal + reduce;

        long Polynomial(Edge edge, long c, bool strided) =>
            edge.Primitive switch
            {
                Primitive.SepConv3x3 => Sep3(c),
                Primitive.SepConv5x5 => 2 * c * c + 54 * c,
                Primitive.DilConv3x3 => c * c + 11 * c,
                Primitive.DilConv5x5 => c * c + 27 * c,
                Primitive.SkipConnect => strided ? c * c + 2 * c : 0,
                _ => poolsHaveBatchNorm ? 2 * c : 0,
            };
    }

    private static long Sep3(long c) => 2 * c * c + 22 * c;
}
