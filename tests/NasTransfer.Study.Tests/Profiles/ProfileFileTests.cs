using System.Collections;
using NasTransfer.Engine;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Runtime;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Search.Enas;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Experiments;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Proxies;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests.Profiles;

[TestFixture]
public sealed class ProfileFileTests
{
    private static readonly Hashtable NoEnvironment = [];

    [Test]
    public void Load_AMissingFile_NamesIt()
    {
        Assert.That(
            () => ProfileFile.Load("no-such-profile.json", [], NoEnvironment),
            Throws.TypeOf<BadInputException>().With.Message.Contains("no-such-profile.json")
        );
    }

    [TestCase("NASTRANSFER_MPI_LIBRARY")]
    [TestCase("NASTRANSFER_NCCL_LIBRARY")]
    public void Load_AVariableThatIsAboutTheRanks_IsNoKeyOfTheProfile(string variable)
    {
        Hashtable environment = new() { [variable] = "libmpi.so.40", ["NASTRANSFER_augment__ranks"] = "2" };

        Profile profile = ProfileFile.Load(ProfileText.File(), [], environment);

        Assert.That(profile.Overrides, Is.EqualTo((string[])["augment:ranks"]));
        Assert.That(profile.DataSets["CIFAR10"].Augment.Ranks, Is.EqualTo(2));
    }

    [Test]
    public void Load_BrokenJson_NamesTheFile()
    {
        string path = ProfileText.File("\"name\": \"small\",", "\"name\": ");

        Assert.That(
            () => ProfileFile.Load(path, [], NoEnvironment),
            Throws.TypeOf<BadInputException>().With.Message.Contains(Path.GetFileName(path))
        );
    }

    [TestCase("\"network\": { \"channels\"", "\"network\": { \"chanels\"", "network:chanels", "network:channels?")]
    [TestCase("\"epochs\": 1,", "\"epoch\": 1,", "methods:DARTS:epoch is no known key", "methods:DARTS:epochs?")]
    [TestCase("\"seed\": 3, ", "\"seed\": 3, \"blur\": 1, ", "dataSets:ImageNet1K:generated:blur", "no known key")]
    [TestCase("\"name\"", "\"slurm\": { \"time\": 1 }, \"name\"", "slurm:time is no known key", "slurm:timeLimit?")]
    [TestCase("\"evidenceLevel\"", "\"evidence\"", "evidence is no known key", "evidenceLevel?")]
    public void Load_AnUnknownKey_IsNamedWithTheNearest(string old, string replacement, string named, string hint)
    {
        Assert.That(
            () => ProfileFile.Load(ProfileText.File(old, replacement), [], NoEnvironment),
            Throws.TypeOf<BadInputException>().With.Message.Contains(named).And.Message.Contains(hint)
        );
    }

    [TestCase("\"L2\"", "\"L7\"", "evidenceLevel is 'L7'")]
    [TestCase("\"L2\"", "\"2\"", "evidenceLevel is '2'")]
    [TestCase("\"channels\": 4 }", "\"channels\": 0 }", "network:channels is '0'")]
    [TestCase("\"channels\": 4 }", "\"channels\": 4.5 }", "network:channels is '4.5'")]
    [TestCase("\"difficulty\": 0.4", "\"difficulty\": 1.4", "generated:difficulty is '1.4'")]
    [TestCase("\"name\"", "\"loaderThreads\": -1, \"name\"", "loaderThreads is '-1'")]
    [TestCase("\"random\": 3", "\"random\": 0", "counts:random is '0'")]
    [TestCase("\"random\": 3, ", "", "counts:random is missing")]
    [TestCase("\"40\": 4, ", "", "cells:40 is missing")]
    [TestCase("\"cells\": { \"20\"", "\"proxies\": { \"P9\": {} }, \"cells\": { \"20\"", "proxies:P9 is no proxy")]
    [TestCase(
        "\"cells\": { \"20\"",
        "\"proxies\": { \"CIFAR10\": { \"classes\": 2 } }, \"cells\": { \"20\"",
        "proxies:CIFAR10: classes is 2, but selection all takes every class"
    )]
    [TestCase("\"name\"", "\"slurm\": { \"timeLimit\": \"a day\" }, \"name\"", "slurm:timeLimit is 'a day'")]
    [TestCase("\"name\"", "\"slurm\": { \"memoryPerCpu\": \"4 GB\" }, \"name\"", "slurm:memoryPerCpu is '4 GB'")]
    [TestCase("\"name\"", "\"slurm\": { \"partition\": \"a b\" }, \"name\"", "slurm:partition is 'a b'")]
    [TestCase("\"name\"", "\"slurm\": { \"mpi\": \"\" }, \"name\"", "slurm:mpi is ''")]
    [TestCase("\"name\"", "\"slurm\": { \"unitsPerTask\": 0 }, \"name\"", "slurm:unitsPerTask is '0'")]
    [TestCase(
        "\"name\"",
        "\"slurm\": { \"signalSeconds\": 65536 }, \"name\"",
        "slurm:signalSeconds is '65536'; it must be a whole number from 1 to 65535"
    )]
    [TestCase("\"folder\": \"in1k\", ", "", "dataSets:ImageNet1K:folder is missing")]
    [TestCase("\"name\"", "\"device\": \"gpu\", \"name\"", "device is 'gpu'")]
    public void Load_AValueThatDoesNotFit_IsNamed(string old, string replacement, string named)
    {
        Assert.That(
            () => ProfileFile.Load(ProfileText.File(old, replacement), [], NoEnvironment),
            Throws.TypeOf<BadInputException>().With.Message.Contains(named)
        );
    }

    [Test]
    public void Load_SettingsOfSlurm_OverrideWithoutMakingItAnotherProfile()
    {
        Profile profile = ProfileFile.Load(
            ProfileText.File(
                "\"name\"",
                "\"slurm\": { \"partition\": \"cpu\", \"prologue\": [\"a, b\", \"c\"] }, \"name\""
            ),
            ["slurm:partition=gpu", "slurm:maxRunning=8"],
            new Hashtable { ["NASTRANSFER_slurm__timeLimit"] = "90" }
        );

        Assert.That(profile.Slurm.Partition, Is.EqualTo("gpu"));
        Assert.That(profile.Slurm.Prologue, Is.EqualTo(new[] { "a, b", "c" }));
        Assert.That(profile.Slurm.MaxRunning, Is.EqualTo(8));
        Assert.That(profile.Slurm.TimeLimit, Is.EqualTo("90"));
        Assert.That(profile.Overrides, Is.Empty);
    }

    [Test]
    public void OverridesOf_AnEnvironment_AreThoseOfTheProfileAlone() =>
        Assert.That(
            ProfileFile.OverridesOf(
                new Hashtable
                {
                    ["NASTRANSFER_augment__batchSize"] = "32",
                    ["NASTRANSFER_EXECUTOR"] = "slurm",
                    ["HOME"] = "/root",
                }
            ),
            Is.EqualTo(new[] { "augment:batchSize=32" })
        );

    [Test]
    public void Load_SeveralErrors_NamesThemAll()
    {
        Assert.That(
            () =>
                ProfileFile.Load(ProfileText.File("\"epochs\": 1,", "\"epochs\": 0, \"speed\": 9,"), [], NoEnvironment),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.Contains("methods:DARTS:epochs")
                .And.Message.Contains("methods:DARTS:speed")
        );
    }

    [Test]
    public void Load_ASmallProfile_FillsTheRestWithTheAuthorsValues()
    {
        Profile profile = ProfileFile.Load(ProfileText.File(), [], NoEnvironment);

        Assert.Multiple(() =>
        {
            Assert.That(profile.Name, Is.EqualTo("small"));
            Assert.That(profile.Device, Is.EqualTo("cpu"));
            Assert.That(profile.LoaderThreads, Is.EqualTo(1));
            Assert.That(profile.InstructionSet, Is.EqualTo(InstructionSet.Portable));
            Assert.That(profile.Network, Is.EqualTo(new NetworkProfile(4, PoolBatchNorm.Always)));
            Assert.That(Darts(profile).Order, Is.EqualTo(DartsOrder.Second));
            Assert.That(Darts(profile).AlphaBeta1, Is.EqualTo(0.5));
            Assert.That(Darts(profile).AlphaLearningRate, Is.EqualTo(0.01));
            Assert.That(profile.Methods["ENAS"], Is.EqualTo(new EnasOptions()));
            Assert.That(profile.DataSets["CIFAR10"].Augment.LearningRate, Is.EqualTo(0.025));
            Assert.That(profile.DataSets["ImageNet1K"].ReportedSplit, Is.EqualTo("val"));
            Assert.That(profile.DataSets["CIFAR100"].StandIn, Is.EqualTo("something else"));
            Assert.That(profile.Counts[ArchitectureCount.Random], Is.EqualTo(3));
            Assert.That(profile.Cells[40], Is.EqualTo(4));
            Assert.That(profile.Tricks, Is.EqualTo(new TrickProfile(0.2, 0.4, 0.5)));
            Assert.That(profile.ProxyOf("ImNet1K P1").Classes, Is.EqualTo(100));
            Assert.That(profile.Pilot, Is.Null);
            Assert.That(profile.Overrides, Is.Empty);
        });
    }

    [Test]
    public void Load_Overrides_BeatTheEnvironmentAndTheEnvironmentBeatsTheFile()
    {
        Hashtable environment = new()
        {
            ["NASTRANSFER_methods__DARTS__epochs"] = "5",
            ["NASTRANSFER_augment__batchSize"] = "64",
            ["NASTRANSFER_PROFILE"] = "tiny",
            ["NASTRANSFER_TEST_DATA"] = "somewhere",
            ["PATH"] = "/bin",
        };

        Profile profile = ProfileFile.Load(ProfileText.File(), ["methods:DARTS:epochs=7"], environment);

        Assert.That(Darts(profile).Epochs, Is.EqualTo(7));
        Assert.That(profile.DataSets["CIFAR10"].Augment.BatchSize, Is.EqualTo(64));
        Assert.That(profile.Overrides, Is.EqualTo(new[] { "augment:batchSize", "methods:DARTS:epochs" }));
    }

    [Test]
    public void Load_ASetWithATrainingOfItsOwn_ChangesThatSetAlone()
    {
        Profile profile = ProfileFile.Load(
            ProfileText.File(),
            [
                "augment:learningRate=0.1",
                "dataSets:ImageNet1K:augment:ranks=8",
                "dataSets:ImageNet1K:augment:batchSize=64",
            ],
            NoEnvironment
        );

        Assert.That(
            profile.DataSets["ImageNet1K"].Augment,
            Is.EqualTo(
                new AugmentOptions
                {
                    Epochs = 2,
                    LearningRate = 0.1,
                    Ranks = 8,
                    BatchSize = 64,
                }
            )
        );
        Assert.That(
            profile.DataSets["CIFAR10"].Augment,
            Is.EqualTo(
                new AugmentOptions
                {
                    Epochs = 1,
                    LearningRate = 0.1,
                    BatchSize = 16,
                }
            )
        );
    }

    [TestCase("dataSets:ImageNet1K:augment:ranks=3", "dataSets:ImageNet1K:augment: batch is 16")]
    [TestCase("dataSets:ImageNet1K:augment:epochs=3", "dataSets:ImageNet1K:augment:epochs")]
    [TestCase("augment:ranks=3", "wrong: augment: batch is 16; it must be a multiple of ranks, which is 3.")]
    public void Load_ATrainingThatCannotBe_IsNamedOnce(string pair, string named) =>
        Assert.That(
            () => ProfileFile.Load(ProfileText.File(), [pair], NoEnvironment),
            Throws.TypeOf<BadInputException>().With.Message.Contains(named)
        );

    [Test]
    public void Load_ASizedProxy_KeepsTheRestOfItsDefinition()
    {
        Profile profile = ProfileFile.Load(
            ProfileText.File(),
            ["proxies:ImNet1K P4:classes=2", "proxies:ImNet22K P2:fraction=0.25"],
            NoEnvironment
        );

        Assert.That(profile.ProxyOf("ImNet1K P4"), Is.EqualTo(ProxyCatalogue.Find("ImNet1K P4") with { Classes = 2 }));
        Assert.That(profile.ProxyOf("ImNet22K P2").Fraction, Is.EqualTo(0.25m));
        Assert.That(profile.ProxyOf("ImNet22K P2").KeepAtLeast, Is.EqualTo(1));
    }

    [Test]
    public void Load_AnOverrideOfAnUnknownKey_IsRefused()
    {
        Assert.That(
            () => ProfileFile.Load(ProfileText.File(), ["methods:DARTS:epocs=7"], NoEnvironment),
            Throws.TypeOf<BadInputException>().With.Message.Contains("methods:DARTS:epochs?")
        );
    }

    [Test]
    public void Load_AnOverrideWithoutAValue_SaysHowToWriteIt()
    {
        Assert.That(
            () => ProfileFile.Load(ProfileText.File(), ["methods"], NoEnvironment),
            Throws.TypeOf<BadInputException>().With.Message.Contains("key=value")
        );
    }

    [TestCase("tiny", EvidenceLevel.L2, "cpu")]
    [TestCase("medium", EvidenceLevel.L3, "cuda")]
    [TestCase("full", EvidenceLevel.L4, "cuda")]
    public void Load_APublishedProfile_IsWhole(string name, EvidenceLevel level, string device)
    {
        Profile profile = ProfileFile.Load(ProfileFile.Find(Repository.Root, name), [], NoEnvironment);

        Assert.That(profile.Name, Is.EqualTo(name));
        Assert.That(profile.EvidenceLevel, Is.EqualTo(level));
        Assert.That(profile.Device, Is.EqualTo(device));
        Assert.That(profile.DataSets, Has.Count.EqualTo(6));
    }

    [TestCase("tiny")]
    [TestCase("medium")]
    [TestCase("full")]
    public void Shipped_APublishedProfile_IsTheOneOfTheRepository(string name) =>
        Assert.That(
            CanonicalJson.Of(ProfileFile.Shipped(name)),
            Is.EqualTo(CanonicalJson.Of(ProfileFile.Load(ProfileFile.Find(Repository.Root, name), [], NoEnvironment)))
        );

    [Test]
    public void Find_AnUnknownProfile_ListsThoseThatThereAre()
    {
        Assert.That(
            () => ProfileFile.Find(Repository.Root, "huge"),
            Throws.TypeOf<BadInputException>().With.Message.Contains("huge").And.Message.Contains("full, medium, tiny")
        );
    }

    private static DartsOptions Darts(Profile profile) => (DartsOptions)profile.Methods["DARTS"];
}
