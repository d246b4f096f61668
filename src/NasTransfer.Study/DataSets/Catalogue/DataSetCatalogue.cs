using System.Collections.Immutable;
using NasTransfer.Engine;
using NasTransfer.Study.DataSets.Splits;

namespace NasTransfer.Study.DataSets.Catalogue;

/// <summary>The six data sets of the paper, in the form in which their owners give them out.</summary>
public static class DataSetCatalogue
{
    private const string Owner = "the owner's page";

    // Their owners publish no checksum; torchvision's data sets compare with these.
    private const string Torchvision = "torchvision";

    private const string ImageNetTerms =
        "ImageNet's terms of access: non-commercial research and education; the images belong to their photographers.";

    /// <summary>In the order of Table 1.</summary>
    public static ImmutableArray<CatalogueEntry> All { get; } =
    [
        new()
        {
            Name = "MIT67",
            Folder = "mit67",
            Description = "Indoor scenes",
            Page = new("https://web.mit.edu/torralba/www/indoor.html"),
            Licence = "None is stated; photographs gathered from the web, for research.",
            Classes = 67,
            TrainImages = 5_360,
            ReportedImages = 1_340,
            Split = "the official lists, 80 training and 20 test images a class, of the 15,620 images that there are",
            Files =
            [
                new(
                    "indoorCVPR_09.tar",
                    new("http://groups.csail.mit.edu/vision/LabelMe/NewImages/indoorCVPR_09.tar"),
                    2_592_010_240,
                    null,
                    "all images, a folder a class"
                ),
                new(
                    "TrainImages.txt",
                    new("https://web.mit.edu/torralba/www/TrainImages.txt"),
                    null,
                    null,
                    "the training images"
                ),
                new(
                    "TestImages.txt",
                    new("https://web.mit.edu/torralba/www/TestImages.txt"),
                    null,
                    null,
                    "the test images"
                ),
            ],
        },
        new()
        {
            Name = "FLOWERS102",
            Folder = "flowers102",
            Description = "Flowers of the United Kingdom",
            Page = new("https://www.robots.ox.ac.uk/~vgg/data/flowers/102/"),
            Licence = "None is stated; photographs gathered from the web, for research.",
            Classes = 102,
            TrainImages = 6_507,
            ReportedImages = 1_682,
            Split =
                "80/20 class by class (Table 1; counts by the lists of Yang et al., 2020), not the official 1,020 / 1,020 / 6,149 of setid.mat",
            Rule = SplitRule.EightyTwenty,
            Files =
            [
                Flowers("102flowers.tgz", 344_862_509, "52808999861908f626f3c1f4e79d11fa", "all images, numbered"),
                Flowers("imagelabels.mat", null, "e0620be6f572b9609742df49c70aed4d", "the class of each image"),
                Flowers("setid.mat", null, "a5357ecc9cb78c4bef273ce3793fc85c", "the official parts"),
            ],
        },
        new()
        {
            Name = "CIFAR10",
            Folder = "cifar10",
            Description = "Small pictures of animals and vehicles",
            Page = new("https://www.cs.toronto.edu/~kriz/cifar.html"),
            Licence = "None is stated; its authors ask to cite Krizhevsky (2009).",
            Classes = 10,
            TrainImages = 50_000,
            ReportedImages = 10_000,
            Split = "the official parts",
            Files = [Cifar("cifar-10-binary.tar.gz", 170_052_171, "c32a1d4ab5d03f1284b67883e8d87530")],
        },
        new()
        {
            Name = "CIFAR100",
            Folder = "cifar100",
            Description = "Small pictures of 100 fine classes in 20 coarse ones; the fine ones are used",
            Page = new("https://www.cs.toronto.edu/~kriz/cifar.html"),
            Licence = "None is stated; its authors ask to cite Krizhevsky (2009).",
            Classes = 100,
            TrainImages = 50_000,
            ReportedImages = 10_000,
            Split = "the official parts",
            Files = [Cifar("cifar-100-binary.tar.gz", 168_513_733, "03b5dce01913d631647c71ecec9e9cb8")],
        },
        new()
        {
            Name = "ImageNet1K",
            Folder = "imagenet1k",
            Description = "ILSVRC 2012",
            Page = new("https://image-net.org/challenges/LSVRC/2012/2012-downloads.php"),
            Licence = ImageNetTerms,
            Classes = 1_000,
            TrainImages = 1_281_167,
            ReportedImages = 50_000,
            Split =
                "the official training images, and the official validation images to report on: the test images have no labels",
            Account =
                "Sign in at https://image-net.org, accept its terms and download the files from the page of ILSVRC 2012",
            Files =
            [
                new(
                    "ILSVRC2012_img_train.tar",
                    null,
                    147_897_477_120,
                    new(HashKind.Md5, "1d675b47d978889d74fa0da5fadfb00e", Owner),
                    "a tar a class"
                ),
                new(
                    "ILSVRC2012_img_val.tar",
                    null,
                    6_744_924_160,
                    new(HashKind.Md5, "29b22e2961454d5413ddabcf34fc5622", Owner),
                    "the validation images, numbered"
                ),
                new(
                    "ILSVRC2012_devkit_t12.tar.gz",
                    null,
                    null,
                    new(HashKind.Md5, "fa75699e90414af021442c21a62c3abf", Owner),
                    "the class list and the classes of the validation images"
                ),
            ],
        },
        new()
        {
            Name = "ImageNet22K",
            Folder = "imagenet22k",
            Description = "ImageNet as of autumn 2011, with its long tail",
            Page = new("https://image-net.org/download-images.php"),
            Licence = ImageNetTerms,
            Classes = 21_841,
            TrainImages = 7_098_561,
            ReportedImages = 7_098_561,
            Rule = SplitRule.HalfReported,
            Split =
                "half of each class to train on and half to report on, to within an image a class: there are no official parts (Table 1 prints 7.5M and 7M, more than the 14,197,122 images that there are)",
            Account =
                "Sign in at https://image-net.org, accept its terms, ask for the release of autumn 2011 (fall11_whole.tar, 1.31 TB), and unpack its tars, one a WordNet id",
            Files = [],
        },
    ];

    /// <param name="name">The paper's; case does not matter.</param>
    /// <exception cref="BadInputException">There is no such set.</exception>
    public static CatalogueEntry Find(string name) =>
        All.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException(
            $"There is no data set '{name}'; it must be one of {string.Join(", ", All.Select(entry => entry.Name))}."
        );

    /// <summary>The rule that cuts all images of a set; null for owner's parts, and for sets that are none of the paper's.</summary>
    /// <param name="name">The paper's.</param>
    public static SplitRule? RuleOf(string name) => All.FirstOrDefault(entry => entry.Name == name)?.Rule;

    private static OfficialFile Cifar(string name, long bytes, string md5) =>
        new(
            name,
            new Uri($"https://www.cs.toronto.edu/~kriz/{name}"),
            bytes,
            new Checksum(HashKind.Md5, md5, Owner),
            "all images and labels"
        );

    private static OfficialFile Flowers(string name, long? bytes, string md5, string holds) =>
        new(
            name,
            new Uri($"https://www.robots.ox.ac.uk/~vgg/data/flowers/102/{name}"),
            bytes,
            new Checksum(HashKind.Md5, md5, Torchvision),
            holds
        );
}
