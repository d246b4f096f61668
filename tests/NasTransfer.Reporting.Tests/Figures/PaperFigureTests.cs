using System.Text.RegularExpressions;
using NasTransfer.Reporting.Figures;
using NasTransfer.Study.Experiments;

namespace NasTransfer.Reporting.Tests.Figures;

[TestFixture]
public sealed partial class PaperFigureTests
{
    private static readonly Lazy<IReadOnlyList<PaperFigure>> Figures = new(() =>
        PaperFigure.All(new FigureRuns(WholeStudy.Report))
    );

    // Of tiny: 3 searches, 8 random architectures of Fig. 4.
    [TestCase(1, 0, (4 * 4 + 3 * 3) * 3)]
    [TestCase(1, 1, (4 + 3 + 3) * 3)]
    [TestCase(2, 0, 5 * 3 * 3)]
    [TestCase(2, 1, 3 * 3 * 3)]
    [TestCase(3, 0, 3 * 4 * 3)]
    [TestCase(3, 1, 3 * 2 * 3)]
    [TestCase(4, 0, 5 * 8)]
    public void All_OfAWholeStudy_DrawEveryRunOnce(int number, int panel, int runs)
    {
        Assert.That(WholeStudy.Report.Profile.Counts[ArchitectureCount.Searches], Is.EqualTo(3));
        Assert.That(Runs().Count(Find(number).Panels[panel].Svg!), Is.EqualTo(runs));
    }

    [Test]
    public void All_OfAWholeStudy_SayInWordsWhatTheyShow()
    {
        foreach (FigurePanel panel in Figures.Value.SelectMany(figure => figure.Panels))
        {
            Assert.That(panel.Svg, Does.Contain("aria-labelledby=").And.Contain("<desc "), panel.Name);
            Assert.That(panel.Svg, Does.Contain("test top-1").And.Contain(", %</text>"), panel.Name);
        }
    }

    [Test]
    public void All_OfAStudyWithoutTheRuns_DrawNothing()
    {
        PaperFigure spread = PaperFigure.All(new FigureRuns(Reports.Usual()))[1];

        Assert.That(spread.Panels.Select(panel => panel.Svg), Is.All.Null);
    }

    [Test]
    public void Places_OfEveryFigureAndTable_HaveClaims()
    {
        PaperPlace[] places =
        [
            .. Figures.Value.Select(figure => figure.Place),
            .. PaperTable.All(WholeStudy.Report).Select(table => table.Place),
        ];

        Assert.That(places, Has.Length.EqualTo(8));
        Assert.That(places.Select(place => PaperPlaces.ClaimsOf(place).Count()), Is.All.GreaterThan(0));
    }

    private static PaperFigure Find(int number) => Figures.Value.Single(figure => figure.Number == number);

    [GeneratedRegex("<title>[^<]* seed \\d+, augment seed 2: [0-9.]+ %</title>")]
    private static partial Regex Runs();
}
