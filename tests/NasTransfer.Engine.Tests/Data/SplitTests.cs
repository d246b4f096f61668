using FsCheck;
using FsCheck.Fluent;
using NasTransfer.Engine.Data;

namespace NasTransfer.Engine.Tests.Data;

public sealed class SplitTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(-0.5)]
    [TestCase(double.NaN)]
    public void Stratified_FractionOutOfRange_IsBadInput(double fraction)
    {
        Assert.That(
            () => Split.Stratified(SmallSets.Flat(10), 1, fraction),
            Throws
                .TypeOf<BadInputException>()
                .With.Message.EqualTo(
                    FormattableString.Invariant($"split of flat is {fraction}; it must lie between 0 and 1.")
                )
        );
    }

    [TestCase(0, 0.5)]
    [TestCase(1, 0.5)]
    [TestCase(10, 0.01)]
    [TestCase(10, 0.99)]
    public void Stratified_PartWithoutImages_IsBadInput(int count, double fraction)
    {
        Assert.That(() => Split.Stratified(SmallSets.Flat(count), 1, fraction), Throws.TypeOf<BadInputException>());
    }

    [Test]
    public void Stratified_AnySet_IsDisjointExhaustiveAndStratified()
    {
        Prop.ForAll(
                Gen.Choose(2, 200).Zip(Gen.Choose(1, 12)).Zip(Gen.Choose(20, 80)).ToArbitrary(),
                choice =>
                {
                    var ((count, classes), percent) = choice;
                    ImageSet set = SmallSets.Flat(count, classes);
                    double fraction = percent / 100.0;
                    if (Math.Floor(count * fraction + 0.5) is var taken && (taken == 0 || taken == count))
                    {
                        return true;
                    }

                    Split split = Split.Stratified(set, 5, fraction);
                    bool whole = Files(split.First)
                        .Concat(Files(split.Second))
                        .Order(StringComparer.Ordinal)
                        .SequenceEqual(Files(set).Order(StringComparer.Ordinal));
                    bool stratified = Enumerable
                        .Range(0, classes)
                        .All(label => Math.Abs(Of(split.First, label) - fraction * Of(set, label)) <= 1);
                    return whole && stratified && split.First.Count == (int)taken;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Test]
    public void Stratified_Half_TakesHalfOfEveryEvenClass()
    {
        Split split = Split.Stratified(SmallSets.Flat(40, classes: 4), seed: 2);

        Assert.That(Enumerable.Range(0, 4).Select(label => Of(split.First, label)), Is.All.EqualTo(5));
        Assert.That(Enumerable.Range(0, 4).Select(label => Of(split.Second, label)), Is.All.EqualTo(5));
    }

    [Test]
    public void Stratified_SameSeed_IsTheSame()
    {
        Split first = Split.Stratified(SmallSets.Flat(40), seed: 2);
        Split second = Split.Stratified(SmallSets.Flat(40), seed: 2);

        Assert.That(second.Sha256, Is.EqualTo(first.Sha256));
        Assert.That(second.First.Fingerprint, Is.EqualTo(first.First.Fingerprint));
    }

    [Test]
    public void Stratified_OtherSeed_IsAnotherSplit()
    {
        Assert.That(
            Split.Stratified(SmallSets.Flat(40), seed: 3).Sha256,
            Is.Not.EqualTo(Split.Stratified(SmallSets.Flat(40), seed: 2).Sha256)
        );
    }

    [Test]
    public void Stratified_SetInAnotherOrder_IsTheSameSplit()
    {
        ImageSet set = SmallSets.Flat(41);
        ImageSet reversed = set.Select([.. Enumerable.Range(0, 41).Reverse()], "reversed");

        Split expected = Split.Stratified(set, seed: 2, 0.4);
        Split actual = Split.Stratified(reversed, seed: 2, 0.4);

        Assert.That(actual.Sha256, Is.EqualTo(expected.Sha256));
        Assert.That(actual.First.Fingerprint, Is.EqualTo(expected.First.Fingerprint));
        Assert.That(actual.Second.Fingerprint, Is.EqualTo(expected.Second.Fingerprint));
    }

    [Test]
    public void Stratified_Images_KeepTheirPixelsAndLabels()
    {
        ImageSet part = (ImageSet)Split.Stratified(SmallSets.Flat(30), seed: 2).First;

        for (int i = 0; i < part.Count; i++)
        {
            int index = part.Pixels(i)[0];
            Assert.That(part.Label(i), Is.EqualTo(index % 3));
            Assert.That(part.File(i), Is.EqualTo($"train/class{index % 3}/{index:D4}.png"));
        }
    }

    private static IEnumerable<string> Files(IImageSource set) => Enumerable.Range(0, set.Count).Select(set.File);

    private static int Of(IImageSource set, int label) =>
        Enumerable.Range(0, set.Count).Count(i => set.Label(i) == label);
}
