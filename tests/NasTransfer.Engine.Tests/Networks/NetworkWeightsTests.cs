using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Interchange;
using NasTransfer.Engine.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NasTransfer.Engine.Tests.Networks;

public sealed class NetworkWeightsTests
{
    private static readonly NetworkOptions Options = new()
    {
        Channels = 4,
        Cells = 3,
        Classes = 3,
    };

    private static readonly string[] BatchNormEntries =
    [
        "weight",
        "bias",
        "running_mean",
        "running_var",
        "num_batches_tracked",
    ];

    private string path = null!;

    [SetUp]
    public void CreatePath() => path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");

    [TearDown]
    public void DeleteFile() => File.Delete(path);

    // The names that PyTorch gives the reference network (quark0/darts) with DARTS_V1: separable convolutions, skips and
    // pools in every position, and strided skips.
    [Test]
    public void Save_UnderTheCifarStem_WritesTheNamesOfTheReferenceNetwork()
    {
        using var network = new AugmentNetwork(
            PublishedGenotypes.DartsV1,
            Options with
            {
                PoolBatchNorm = PoolBatchNorm.Search,
                AuxiliaryHead = true,
            },
            seed: 1
        );
        NetworkWeights.Save(network, path);
        IEnumerable<string> expected =
        [
            "stem.0.weight",
            .. BatchNorm("stem.1"),
            .. ReluConvBn("cells.0.preprocess0"),
            .. ReluConvBn("cells.0.preprocess1"),
            // normal: s3(1) s3(0) / sk(0) s3(1) / sk(0) s3(1) / s3(0) sk(2)
            .. Separable("cells.0._ops.0"),
            .. Separable("cells.0._ops.1"),
            .. Separable("cells.0._ops.3"),
            .. Separable("cells.0._ops.5"),
            .. Separable("cells.0._ops.6"),
            // reduce: mp(0) mp(1) / sk(2) mp(0) / mp(0) sk(2) / sk(2) ap(0): no strided skip
            .. ReluConvBn("cells.1.preprocess0"),
            .. ReluConvBn("cells.1.preprocess1"),
            .. FactorizedReduce("cells.2.preprocess0"),
            .. ReluConvBn("cells.2.preprocess1"),
            "auxiliary_head.features.2.weight",
            .. BatchNorm("auxiliary_head.features.3"),
            "auxiliary_head.features.5.weight",
            .. BatchNorm("auxiliary_head.features.6"),
            "auxiliary_head.classifier.weight",
            "auxiliary_head.classifier.bias",
            "classifier.weight",
            "classifier.bias",
        ];
        Assert.That(Names(), Is.EquivalentTo(expected));
    }

    [Test]
    public void Save_UnderTheImageNetStem_WritesTheNamesOfTheReferenceNetwork()
    {
        using var network = new AugmentNetwork(
            StridedSkips(),
            Options with
            {
                Stem = Stem.ImageNet,
                PoolBatchNorm = PoolBatchNorm.Always,
            },
            seed: 1
        );
        NetworkWeights.Save(network, path);
        IEnumerable<string> stem =
        [
            "stem0.0.weight",
            .. BatchNorm("stem0.1"),
            "stem0.3.weight",
            .. BatchNorm("stem0.4"),
            "stem1.1.weight",
            .. BatchNorm("stem1.2"),
        ];
        ImmutableArray<string> names = Names();
        Assert.Multiple(() =>
        {
            Assert.That(names.Where(name => name.StartsWith("stem", StringComparison.Ordinal)), Is.EquivalentTo(stem));
            Assert.That(names, Is.SupersetOf(FactorizedReduce("cells.0.preprocess0")));
            // The reduction cell's pairs: strided skip, dilated 3×3, then a pool with its batch norm.
            Assert.That(names, Is.SupersetOf(FactorizedReduce("cells.1._ops.0")));
            Assert.That(names, Is.SupersetOf(Dilated("cells.1._ops.1")));
            Assert.That(names, Is.SupersetOf(BatchNorm("cells.1._ops.2.1")));
        });
    }

    [Test]
    public void Load_OfSavedWeights_GivesTheSameScores()
    {
        using var scope = NewDisposeScope();
        using var saved = new AugmentNetwork(PublishedGenotypes.DartsV2, Options, seed: 1);
        using var loaded = new AugmentNetwork(PublishedGenotypes.DartsV2, Options, seed: 2);
        saved.train();
        saved.forward(GoldenFill.Input(4, 3, 8, 8));
        NetworkWeights.Save(saved, path);
        NetworkWeights.Load(loaded, path);
        Tensor images = GoldenFill.Input(2, 3, 8, 8);
        Assert.Multiple(() =>
        {
            Assert.That((saved.Logits(images) - loaded.Logits(images)).abs().sum().ToDouble(), Is.Zero);
            Assert.That(NetworkWeights.Sha256(loaded), Is.EqualTo(NetworkWeights.Sha256(saved)));
        });
    }

    [TestCase(SafetensorsType.F64)]
    [TestCase(SafetensorsType.F16)]
    [TestCase(SafetensorsType.BF16)]
    public void Load_OfAnotherFloatingPointType_Converts(SafetensorsType type)
    {
        using var scope = NewDisposeScope();
        using var saved = new AugmentNetwork(PublishedGenotypes.DartsV2, Options, seed: 1);
        ScalarType scalar = type switch
        {
            SafetensorsType.F64 => ScalarType.Float64,
            SafetensorsType.F16 => ScalarType.Float16,
            _ => ScalarType.BFloat16,
        };
        Rewrite(entries =>
            entries.Select(entry =>
                entry.Type == SafetensorsType.F32
                    ? TensorEntries.From(entry.Name, TensorEntries.ToTensor(entry).to(scalar))
                    : entry
            )
        );
        using var loaded = new AugmentNetwork(PublishedGenotypes.DartsV2, Options, seed: 2);
        NetworkWeights.Load(loaded, path);
        Tensor images = GoldenFill.Input(2, 3, 8, 8);
        Assert.That((saved.Logits(images) - loaded.Logits(images)).abs().max().ToDouble(), Is.LessThan(0.02));
    }

    [Test]
    public void Load_WithoutBatchCounters_IsFine()
    {
        Rewrite(entries =>
            entries.Where(entry => !entry.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal))
        );
        using var network = new AugmentNetwork(PublishedGenotypes.DartsV2, Options, seed: 2);
        Assert.That(() => NetworkWeights.Load(network, path), Throws.Nothing);
    }

    [Test]
    public void Load_OfAnAuxiliaryHeadThatIsNotWanted_PassesOverIt()
    {
        using var trained = new AugmentNetwork(
            PublishedGenotypes.DartsV2,
            Options with
            {
                AuxiliaryHead = true,
            },
            seed: 1
        );
        NetworkWeights.Save(trained, path);
        using var network = new AugmentNetwork(PublishedGenotypes.DartsV2, Options, seed: 2);
        Assert.That(() => NetworkWeights.Load(network, path), Throws.Nothing);
    }

    [Test]
    public void Load_WithATensorMissing_NamesIt() =>
        ExpectRefusal(
            entries => entries.Where(entry => entry.Name != "cells.0._ops.2.op.6.weight"),
            "no tensor 'cells.0._ops.2.op.6.weight'"
        );

    [Test]
    public void Load_WithATensorTooMany_NamesIt() =>
        ExpectRefusal(
            entries => entries.Append(SafetensorsEntry.Of("cells.9.extra", [1], [0f])),
            "'cells.9.extra', which this network does not have"
        );

    [Test]
    public void Load_ForOtherClasses_NamesTheTensorAndBothShapes()
    {
        Rewrite(entries => entries);
        using var network = new AugmentNetwork(PublishedGenotypes.DartsV2, Options with { Classes = 5 }, seed: 2);
        Assert.That(
            () => NetworkWeights.Load(network, path),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.Contains("'classifier.weight' as [3, 64]")
                .And.Message.Contains("[5, 64]")
        );
    }

    private void ExpectRefusal(
        Func<IEnumerable<SafetensorsEntry>, IEnumerable<SafetensorsEntry>> change,
        string message
    )
    {
        Rewrite(change);
        using var network = new AugmentNetwork(PublishedGenotypes.DartsV2, Options, seed: 2);
        Assert.That(
            () => NetworkWeights.Load(network, path),
            Throws.TypeOf<BadInputException>().With.Message.Contains(message)
        );
    }

    private void Rewrite(Func<IEnumerable<SafetensorsEntry>, IEnumerable<SafetensorsEntry>> change)
    {
        using var network = new AugmentNetwork(PublishedGenotypes.DartsV2, Options, seed: 1);
        NetworkWeights.Save(network, path);
        ImmutableArray<SafetensorsEntry> entries = Safetensors.Read(path).Entries;
        Safetensors.Write(path, change(entries));
    }

    private static Genotype StridedSkips()
    {
        var first = new Node(new Edge(Primitive.SkipConnect, 0), new Edge(Primitive.DilConv3x3, 1));
        var second = new Node(new Edge(Primitive.MaxPool3x3, 0), new Edge(Primitive.SepConv5x5, 2));
        var cell = new Cell([first, second, first, second], [2, 3, 4, 5]);
        return new Genotype(cell, cell);
    }

    private ImmutableArray<string> Names() => [.. Safetensors.Read(path).Entries.Select(entry => entry.Name)];

    private static IEnumerable<string> BatchNorm(string name) => BatchNormEntries.Select(entry => $"{name}.{entry}");

    private static IEnumerable<string> ReluConvBn(string name) => [$"{name}.op.1.weight", .. BatchNorm($"{name}.op.2")];

    private static IEnumerable<string> FactorizedReduce(string name) =>
        [$"{name}.conv_1.weight", $"{name}.conv_2.weight", .. BatchNorm($"{name}.bn")];

    private static IEnumerable<string> Separable(string name) =>
        [
            $"{name}.op.1.weight",
            $"{name}.op.2.weight",
            .. BatchNorm($"{name}.op.3"),
            $"{name}.op.5.weight",
            $"{name}.op.6.weight",
            .. BatchNorm($"{name}.op.7"),
        ];

    private static IEnumerable<string> Dilated(string name) =>
        [$"{name}.op.1.weight", $"{name}.op.2.weight", .. BatchNorm($"{name}.op.3")];
}
