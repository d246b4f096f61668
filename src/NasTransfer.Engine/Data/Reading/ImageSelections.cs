using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>The parts of a data set that options ask for, chosen and not yet read.</summary>
/// <param name="Train">What is trained on.</param>
/// <param name="Test">What accuracy is reported on.</param>
/// <param name="Validation">The set's own third part, if it has one.</param>
public sealed record ImageSelections(ImageSelection Train, ImageSelection Test, ImageSelection? Validation)
{
    /// <summary>Chooses; which images depends on names and options alone.</summary>
    /// <exception cref="BadInputException">An option is out of range; a split or a class has no images.</exception>
    public static ImageSelections Of(ImageIndex index, ImageReaderOptions options)
    {
        options.Validate();
        if (index.Count == 0)
        {
            throw new BadInputException(
                $"{index.Folder} has no JPEG or PNG images; they must lie at {options.TrainSplit}/class/file and {options.TestSplit}/class/file, in folders or in tar shards, or as the official archives of a known set."
            );
        }

        bool Has(string part) => index.Parts.Contains(part);
        string test =
            Has(options.TestSplit) ? options.TestSplit
            : Has(options.ValidationSplit) ? options.ValidationSplit
            : throw MissingSplit(index, $"{options.TestSplit} or {options.ValidationSplit}");
        if (!Has(options.TrainSplit))
        {
            throw MissingSplit(index, options.TrainSplit);
        }

        Choice choice = new(index, options);
        ImageSelection? validation =
            test != options.ValidationSplit && Has(options.ValidationSplit)
                ? choice.Of(options.ValidationSplit, options.TestImagesPerClass, everyClass: false)
                : null;
        return new ImageSelections(
            choice.Of(options.TrainSplit, options.ImagesPerClass, everyClass: true),
            choice.Of(test, options.TestImagesPerClass, everyClass: true),
            validation
        );
    }

    private static BadInputException MissingSplit(ImageIndex index, string split) =>
        new(
            $"{index.Folder} has no split {split}, only {string.Join(", ", index.Parts.Order())}; its images must lie at {split}/class/file."
        );

    private sealed class Choice
    {
        private readonly ImageIndex index;
        private readonly ImageReaderOptions options;
        private readonly int[] chosen;
        private readonly string name;

        public Choice(ImageIndex index, ImageReaderOptions options)
        {
            (this.index, this.options) = (index, options);
            string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(index.Folder));
            name = options.Name ?? Path.GetFileNameWithoutExtension(folder);
            int count = index.Classes.Length;

            // The classes keep their order; only which of them are taken is random.
            chosen =
                options.MaximumClasses is { } most && most < count
                    ? [.. new CounterRandom(options.Seed, "classes").Permutation(count).Take(most).Order()]
                    : [.. Enumerable.Range(0, count)];
        }

        public ImageSelection Of(string split, int? perClass, bool everyClass)
        {
            ILookup<int, int> byClass = Enumerable
                .Range(0, index.Count)
                .Where(row => index.Part(row) == split)
                .ToLookup(index.Label);
            List<int> rows = [];
            List<int> labels = [];
            for (int label = 0; label < chosen.Length; label++)
            {
                int[] members = Some(byClass[chosen[label]], split, chosen[label], perClass);
                if (members.Length == 0 && everyClass)
                {
                    throw new BadInputException(
                        $"{index.Folder} has no images of class {Called(index.Classes[chosen[label]])} in {split}; every class needs one or more."
                    );
                }

                rows.AddRange(members);
                labels.AddRange(Enumerable.Repeat(label, members.Length));
            }

            return new ImageSelection(
                index,
                $"{name} {split}",
                [.. chosen.Select(number => index.Classes[number].Name)],
                [.. rows],
                [.. labels]
            );
        }

        private int[] Some(IEnumerable<int> rows, string split, int @class, int? perClass)
        {
            int[] members = [.. rows];
            if (perClass is null || perClass >= members.Length)
            {
                return members;
            }

            // By the class's own number: which images are taken does not depend on which other classes are.
            string[] files = [.. members.Select(index.File)];
            Array.Sort(files, members, StringComparer.Ordinal);
            new CounterRandom(options.Seed, $"images/{split}", 0, @class).Shuffle(members.AsSpan());
            return members[..perClass.Value];
        }

        private static string Called(ImageClass @class) =>
            @class.Name == @class.Id ? @class.Id : $"{@class.Id} ({@class.Name})";
    }
}
