using NasTransfer.Engine.Options;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Search.Enas;
using NasTransfer.Engine.Search.Nao;
using NasTransfer.Engine.Search.NsgaNet;
using NasTransfer.Engine.Training;

namespace NasTransfer.Engine.Tests.Options;

[TestFixture]
public sealed class OptionListTests
{
    private static readonly IOptions[] Records =
    [
        new DartsOptions(),
        new EnasOptions(),
        new NsgaNetOptions(),
        new NaoOptions(),
        new AugmentOptions(),
    ];

    [TestCaseSource(nameof(Records))]
    public void Of_EveryRecord_HasNamesOfItsOwnWithSourceAndASentence(IOptions options)
    {
        var list = OptionList.Of(options.GetType());
        Assert.Multiple(() =>
        {
            Assert.That(list, Is.Not.Empty);
            Assert.That(list.Select(option => option.Name), Is.Unique);
            Assert.That(list.Select(option => option.Name), Has.All.Match("^[a-z0-9]+(-[a-z0-9]+)*$"));
            Assert.That(list.Select(option => option.Source), Has.None.Empty);
            Assert.That(list.Select(option => option.Meaning), Has.All.EndsWith("."));
        });
    }

    [TestCaseSource(nameof(Records))]
    public void Problems_TheDefaults_HaveNone(IOptions options) => Assert.That(OptionList.Problems(options), Is.Empty);

    [Test]
    public void Validate_SeveralWrongValues_NamesThemAll()
    {
        DartsOptions options = new()
        {
            Epochs = 0,
            BatchSize = 1,
            Momentum = 1,
            SkipLimit = -1,
            LearningRate = double.NaN,
        };
        Assert.That(
            () => options.Validate(),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo(
                    "skip-limit is -1; it must be 0 or more, or left out; epochs is 0; it must be 1 or more; "
                        + "batch is 1; it must be 2 or more (batch normalisation needs two images); "
                        + "lr is NaN; it must be above 0; momentum is 1; it must be at least 0 and below 1."
                )
        );
    }

    [Test]
    public void Validate_ValuesThatExcludeEachOther_SaysWhich() =>
        Assert.That(
            () => new EnasOptions { LearningRate = 0.1, MinimumLearningRate = 0.2 }.Validate(),
            Throws.TypeOf<BadInputException>().With.Message.Contains("min-lr is 0.2; it must be between 0 and lr")
        );

    [Test]
    public void With_AnotherValue_ChangesTheCopyAlone()
    {
        EnasOptions options = new();
        OptionDescription temperature = OptionList.Of(typeof(EnasOptions)).Single(o => o.Name == "temperature");
        EnasOptions changed = temperature.With(options, 5.0);
        Assert.That(changed, Is.EqualTo(options with { Temperature = 5 }));
        Assert.That(options.Temperature, Is.Null);
        Assert.That(temperature.With(changed, null), Is.EqualTo(options));
    }

    [Test]
    public void Of_ASettablePropertyThatDeclaresNothing_IsAMistakeOfTheProgram() =>
        Assert.That(
            () => OptionList.Of(typeof(Undeclared)),
            Throws.InvalidOperationException.With.Message.Contains(nameof(Undeclared.Forgotten))
        );

    private sealed record Undeclared : IOptions
    {
        public int Forgotten { get; init; }
    }
}
