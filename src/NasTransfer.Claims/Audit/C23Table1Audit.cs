using System.Collections.Immutable;
using NasTransfer.Claims.Paper;
using NasTransfer.Claims.Verdicts;
using NasTransfer.Study.DataSets.Catalogue;
using NasTransfer.Study.Proxies;
using PaperTable1 = NasTransfer.Claims.Paper.PaperTable1;

namespace NasTransfer.Claims.Audit;

/// <summary>
/// C23 (Table 1; Datasets and Proxy Sets): do the printed proxies come out of the selection that the text describes? The
/// whole sets are held against the counts of their owners, and the selections run on class sizes. Class sizes of ImageNet
/// are given to those who sign in, so a set's images are spread evenly over its classes here, and what depends on which
/// classes were drawn is checked by its bounds.
/// </summary>
internal static class C23Table1Audit
{
    private const string P1 = "ImNet1K P1";
    private const string P1Of22K = "ImNet22K P1";
    private const string P2Of22K = "ImNet22K P2";
    private const string P3Of22K = "ImNet22K P3";

    // The smallest and the largest class of ImageNet1K, training images (ILSVRC 2012).
    private const int SmallestClass = 732;
    private const int LargestClass = 1_300;

    // Images of ImageNet1K's validation set in each class (ILSVRC 2012).
    private const int ValidationPerClass = 50;

    // "We sampled 0.97 % of images from each class."
    private const double Share = 0.0097;

    public static ClaimAudit Audit()
    {
        ImmutableArray<ArithmeticCheck> split = [.. PaperTable1.Rows.Select(EqualParts)];
        ImmutableArray<ArithmeticCheck> whole =
        [
            .. PaperTable1.Rows.Where(row => row.Selection == "All").SelectMany(OfOwner),
        ];
        ImmutableArray<ArithmeticCheck> random =
        [
            .. PaperTable1
                .Rows.Where(row =>
                    row.Selection == "Random" && row.Name.StartsWith("ImNet1K", StringComparison.Ordinal)
                )
                .SelectMany(AllImagesOfClasses),
        ];
        ImmutableArray<ArithmeticCheck> checks = [.. split, .. whole, .. random, .. Uniform(), .. Totals()];
        string[] owners = [.. whole.Where(check => !check.Holds).Select(check => check.Name)];
        return ClaimAudit.OfNumbers(
            "C23",
            $"{checks.Count(check => !check.Holds)} of {checks.Length} checks fail: a 40/40/20 split has equal training and validation parts, and {split.Count(check => check.Holds)} of {split.Length} rows have them; P4 cannot hold all images of its 200 classes; and {string.Join(", ", owners)} are printed unlike the sets' own counts.",
            checks,
            [.. Shares(), Dropped()]
        );
    }

    /// <summary>Under 40/40/20 the two printed parts would be one number.</summary>
    private static ArithmeticCheck EqualParts(PrintedSet row) =>
        ArithmeticCheck.Statement(
            $"{row.Name}: training and validation equal, as 40/40/20 has them",
            2 * Math.Abs(row.Train.Value - row.Validation.Value) <= row.Train.Step + row.Validation.Step,
            $"{row.Train.Text} and {row.Validation.Text}"
        );

    private static IEnumerable<ArithmeticCheck> OfOwner(PrintedSet row)
    {
        ProxySet set = Resolve(row.Name);
        yield return Prints($"classes of {row.Name}", row.Classes, set.Classes.Length);
        yield return Prints($"training images of {row.Name}", row.Train, set.Images.Train);
        yield return Prints($"validation images of {row.Name}", row.Validation, set.Images.Validation);
    }

    /// <summary>"We picked a list of N classes and used all of their images."</summary>
    private static IEnumerable<ArithmeticCheck> AllImagesOfClasses(PrintedSet row)
    {
        double mean = (double)row.Train.Value / row.Classes.Value;
        yield return ArithmeticCheck.Statement(
            $"{row.Name}: as many training images a class as classes of 1K have",
            SmallestClass <= mean && mean <= LargestClass,
            $"{Printed.Count(mean)} a class, {SmallestClass} to {Printed.Count(LargestClass)} in 1K"
        );
        yield return Prints(
            $"{row.Name}: all validation images of its classes",
            row.Validation,
            ValidationPerClass * row.Classes.Value
        );
    }

    /// <summary>P5 takes the same fraction of every class.</summary>
    private static IEnumerable<ArithmeticCheck> Uniform()
    {
        PrintedSet row = PaperTable1.Find("ImNet1K P5");
        ProxySet set = Resolve(row.Name);
        yield return Prints($"classes of {row.Name}", row.Classes, set.Classes.Length);
        yield return Prints($"training images of {row.Name}, a tenth of each class", row.Train, set.Images.Train);
        yield return Prints(
            $"validation images of {row.Name}, a tenth of each class",
            row.Validation,
            set.Images.Validation
        );
    }

    /// <summary>P5 is to have as many images as P1 of 1K, P2 and P3 of 22K as many as P1 of 22K.</summary>
    private static IEnumerable<ArithmeticCheck> Totals() =>
        [SameTotal("ImNet1K P5", P1), SameTotal(P2Of22K, P1Of22K), SameTotal(P3Of22K, P1Of22K)];

    private static ArithmeticCheck SameTotal(string name, string other)
    {
        var (row, model) = (PaperTable1.Find(name), PaperTable1.Find(other));
        return ArithmeticCheck.Statement(
            $"{name}: as many images as {other}",
            row.Train == model.Train && row.Validation == model.Validation,
            $"{row.Train.Text} + {row.Validation.Text} against {model.Train.Text} + {model.Validation.Text}"
        );
    }

    /// <summary>Of what are 0.97 % the printed 70K of 22K's P2? It must be a little more: classes were dropped after it.</summary>
    private static IEnumerable<ArithmeticCheck> Shares()
    {
        PrintedSet all = PaperTable1.Find("ImNet22K");
        CatalogueEntry owner = DataSetCatalogue.Find(Printed.ImageNet22K);
        return
        [
            Of("the printed training part", all.Train.Value),
            Of("half of the owner's images", owner.TrainImages),
            Of("all printed images", all.Train.Value + all.Validation.Value),
        ];
    }

    private static ArithmeticCheck Of(string what, long images)
    {
        PrintedSet row = PaperTable1.Find(P2Of22K);
        double kept = Share * images;
        long printed = row.Train.Value + row.Validation.Value;
        // Each dropped class gave at most one image to the smaller part, and one more to the other.
        long most = printed + 2 * LostClasses();
        return ArithmeticCheck.Statement(
            $"{P2Of22K}: 0.97 % of {what} is the printed total and what the dropped classes had",
            printed <= kept && kept <= most,
            $"{Printed.Count(kept)} against {Printed.Count(printed)} to {Printed.Count(most)}"
        );
    }

    private static ArithmeticCheck Dropped()
    {
        long lost = LostClasses();
        double images = Share * PaperTable1.Find("ImNet22K").Train.Value;
        PrintedSet row = PaperTable1.Find(P2Of22K);
        double each = (images - row.Train.Value - row.Validation.Value) / lost;
        return ArithmeticCheck.Statement(
            $"{P2Of22K}: the dropped classes had at most one image on average",
            each is >= 0 and <= 1,
            $"{Printed.Count(lost)} classes, {Printed.Plain(each)} images each"
        );
    }

    private static long LostClasses() =>
        PaperTable1.Find("ImNet22K").Classes.Value - PaperTable1.Find(P2Of22K).Classes.Value;

    private static ArithmeticCheck Prints(string name, PrintedCount printed, long count) =>
        ArithmeticCheck.Statement(
            name,
            printed.Prints(count),
            $"{printed.Text} printed, {Printed.Count(count)} computed"
        );

    /// <summary>The proxy on its source's classes, all as large as the owner's counts allow.</summary>
    private static ProxySet Resolve(string name)
    {
        ProxyDefinition definition = ProxyCatalogue.Find(name);
        CatalogueEntry entry = DataSetCatalogue.Find(definition.Source);
        ClassSizes sizes = ClassSizes.Of(
            entry.Name,
            Enumerable
                .Range(0, entry.Classes)
                .Select(i => new ClassSize(
                    $"c{i:D5}",
                    Even(entry.TrainImages, entry.Classes, i),
                    Even(entry.ReportedImages, entry.Classes, i)
                ))
        );
        return ProxySet.Resolve(definition, sizes);
    }

    private static int Even(int images, int classes, int index) =>
        images / classes + (index < images % classes ? 1 : 0);
}
