using System.Collections.Immutable;
using NasTransfer.Engine.Randomness;

namespace NasTransfer.Engine.Data.Reading;

/// <summary>
/// Reads a data set into memory: tar shards whose members are split/class/file, or a tree of such folders; JPEG and PNG.
/// What is read, and in which order, depends on names and options alone.
/// </summary>
public static class ImageReader
{
    // So many unreadable images are named; the others are counted.
    private const int NamedFailures = 5;

    /// <param name="path">A folder of split/class/file, a folder of tar shards (all of them together), or one shard.</param>
    /// <exception cref="BadInputException">
    /// An option is out of range; nothing, or nothing of use, lies at the path; a split or a class has no images; two files
    /// have one path; a shard or (unless skipped) an image is truncated or damaged; it does not fit into memory.
    /// </exception>
    public static ImageSplits Open(string path, ImageReaderOptions options, CancellationToken cancellation = default)
    {
        options.Validate();
        try
        {
            return Read(path, options, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path} cannot be read: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private static ImageSplits Read(string path, ImageReaderOptions options, CancellationToken cancellation)
    {
        string[] splits = [options.TrainSplit, options.TestSplit, options.ValidationSplit];
        using ImageListing listing = ImageListing.Of(path, splits);
        if (listing.Images.Count == 0)
        {
            throw new BadInputException(
                $"{path} has no JPEG or PNG images; they must lie at {options.TrainSplit}/class/file and {options.TestSplit}/class/file, in folders or in tar shards."
            );
        }

        bool Has(string split) => listing.Folders.Any(folder => folder.Split == split);
        string test =
            Has(options.TestSplit) ? options.TestSplit
            : Has(options.ValidationSplit) ? options.ValidationSplit
            : throw MissingSplit(path, $"{options.TestSplit} or {options.ValidationSplit}", listing);
        if (!Has(options.TrainSplit))
        {
            throw MissingSplit(path, options.TrainSplit, listing);
        }

        ImmutableArray<NamedClass> all = ClassList.Read(path, listing);
        int[] chosen = ChooseClasses(all.Length, options);
        ImmutableArray<NamedClass> classes = [.. chosen.Select(number => all[number])];
        string name =
            options.Name ?? Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

        ChosenImages Choose(string split, int? perClass, bool everyClass) =>
            ChosenImages.From(path, listing, split, all, chosen, perClass, options.Seed, everyClass);
        ChosenImages train = Choose(options.TrainSplit, options.ImagesPerClass, everyClass: true);
        ChosenImages tested = Choose(test, options.TestImagesPerClass, everyClass: true);
        ChosenImages? validation =
            test != options.ValidationSplit && Has(options.ValidationSplit)
                ? Choose(options.ValidationSplit, options.TestImagesPerClass, everyClass: false)
                : null;

        ImmutableArray<ChosenImages> parts = validation is null ? [train, tested] : [train, tested, validation];
        Decoded[] decoded = [.. parts.Select(part => Decode(path, part, options.Size, cancellation))];
        ImmutableArray<string> warnings = Report(parts, decoded, options);

        ImageSet Finish(int part) => decoded[part].ToSet($"{name} {parts[part].Split}", classes, options.Size);
        ImageSplits result = new(Finish(0), Finish(1), validation is null ? null : Finish(2)) { Warnings = warnings };
        RequireImages(path, result.Train, train.Split);
        RequireImages(path, result.Test, tested.Split);
        return result;
    }

    private static BadInputException MissingSplit(string path, string split, ImageListing listing)
    {
        string present = string.Join(", ", listing.Folders.Select(folder => folder.Split).Distinct().Order());
        return new BadInputException(
            $"{path} has no split {split}, only {present}; its images must lie at {split}/class/file."
        );
    }

    // The classes keep their order; only which of them are taken is random.
    private static int[] ChooseClasses(int count, ImageReaderOptions options) =>
        options.MaximumClasses is { } most && most < count
            ? [.. new CounterRandom(options.Seed, "classes").Permutation(count).Take(most).Order()]
            : [.. Enumerable.Range(0, count)];

    private static Decoded Decode(string path, ChosenImages part, int size, CancellationToken cancellation)
    {
        int bytes = size * size * ImageSet.Channels;
        long total = (long)bytes * part.Images.Length;
        if (total > Array.MaxLength)
        {
            throw new BadInputException(
                $"{path} has {part.Images.Length} images in {part.Split}, which need {total} bytes at {size} px; at most {Array.MaxLength} fit, so read a smaller size or fewer images a class."
            );
        }

        byte[] pixels = new byte[total];
        string?[] failures = new string?[part.Images.Length];
        Parallel.For(
            0,
            part.Images.Length,
            new ParallelOptions
            {
                CancellationToken = cancellation,
                MaxDegreeOfParallelism = Environment.ProcessorCount,
            },
            i => failures[i] = TryDecode(part.Images[i].Image, size, pixels.AsSpan(i * bytes, bytes))
        );
        return new Decoded(part, pixels, failures);
    }

    private static string? TryDecode(ListedImage image, int size, Span<byte> target)
    {
        try
        {
            return ImageDecoder.TryDecode(image.Read(), size, target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    private static ImmutableArray<string> Report(
        ImmutableArray<ChosenImages> parts,
        Decoded[] decoded,
        ImageReaderOptions options
    )
    {
        string[] failures = [.. decoded.SelectMany(part => part.Failures())];
        if (failures.Length == 0)
        {
            return [];
        }

        int images = parts.Sum(part => part.Images.Length);
        string named = string.Join(", ", failures.Take(NamedFailures));
        string others = failures.Length > NamedFailures ? $", and {failures.Length - NamedFailures} more" : "";
        string what = $"{failures.Length} of {images} images cannot be decoded: {named}{others}";
        return options.SkipUnreadable
            ? [$"{what}; they are left out."]
            : throw new BadInputException(
                $"{what}; repair or remove them, or ask for unreadable images to be skipped."
            );
    }

    // Skipping may have emptied a class that had files.
    private static void RequireImages(string path, ImageSet set, string split)
    {
        HashSet<int> present = [.. Enumerable.Range(0, set.Count).Select(set.Label)];
        int empty = Enumerable.Range(0, set.Classes.Length).FirstOrDefault(label => !present.Contains(label), -1);
        if (empty >= 0)
        {
            throw new BadInputException(
                $"{path} has no readable images of class {set.Classes[empty]} in {split}; every class needs one or more."
            );
        }
    }

    /// <summary>The images of one split that are to be decoded, by path, with the labels they get.</summary>
    private sealed record ChosenImages(string Split, ImmutableArray<(ListedImage Image, int Label)> Images)
    {
        public static ChosenImages From(
            string path,
            ImageListing listing,
            string split,
            ImmutableArray<NamedClass> all,
            int[] chosen,
            int? perClass,
            ulong seed,
            bool everyClass
        )
        {
            ILookup<string, ListedImage> byClass = listing
                .Images.Values.Where(image => image.Split == split)
                .ToLookup(image => image.Class, StringComparer.Ordinal);
            List<(ListedImage Image, int Label)> images = [];
            for (int label = 0; label < chosen.Length; label++)
            {
                NamedClass @class = all[chosen[label]];
                ListedImage[] members =
                [
                    .. byClass[@class.Folder].OrderBy(image => image.File, StringComparer.Ordinal),
                ];
                if (members.Length == 0 && everyClass)
                {
                    throw new BadInputException(
                        $"{path} has no images of class {Called(@class)} in {split}; every class needs one or more."
                    );
                }

                if (perClass < members.Length)
                {
                    // By the class's own number: which images are taken does not depend on which other classes are.
                    new CounterRandom(seed, $"images/{split}", 0, chosen[label]).Shuffle(members.AsSpan());
                    members = members[..perClass.Value];
                }

                images.AddRange(members.Select(image => (image, label)));
            }

            return new ChosenImages(split, [.. images.OrderBy(entry => entry.Image.Path, StringComparer.Ordinal)]);
        }

        private static string Called(NamedClass @class) =>
            @class.Name == @class.Folder ? @class.Folder : $"{@class.Folder} ({@class.Name})";
    }

    /// <summary>What came of decoding a split.</summary>
    private sealed record Decoded(ChosenImages Part, byte[] Pixels, string?[] Reasons)
    {
        public IEnumerable<string> Failures() =>
            Reasons
                .Zip(Part.Images)
                .Where(pair => pair.First is not null)
                .Select(pair => $"{pair.Second.Image.Place} ({pair.First})");

        public ImageSet ToSet(string name, ImmutableArray<NamedClass> classes, int size)
        {
            ImageSet set = new(
                name,
                size,
                [.. classes.Select(@class => @class.Name)],
                Pixels,
                [.. Part.Images.Select(entry => entry.Label)],
                [.. Part.Images.Select(entry => entry.Image.Path)]
            );
            int[] readable = [.. Enumerable.Range(0, Reasons.Length).Where(i => Reasons[i] is null)];
            return readable.Length == Reasons.Length ? set : set.Select(readable, name);
        }
    }
}
