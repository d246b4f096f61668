using System.Collections.Immutable;
using System.Globalization;
using NasTransfer.Engine.Data.Archives;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Engine.Data.Matlab;
using NasTransfer.Engine.Data.Reading;

namespace NasTransfer.Engine.Data.Forms;

/// <summary>
/// The development kit of ILSVRC2012: meta.mat, a struct array synsets whose leaves (num_children 0) are the classes, and
/// the ground truth, which gives each validation image the number (ILSVRC2012_ID) of its class.
/// </summary>
internal sealed class ImageNetKit
{
    private const string Meta = "meta.mat";
    private const string GroundTruth = "ILSVRC2012_validation_ground_truth.txt";

    // The official file unpacks to less than 10 MB.
    private const long MostUnpacked = 128L << 20;

    private readonly string path;
    private readonly string[] truth;

    private ImageNetKit(string path, ImmutableArray<ImageClass> classes, string[] truth) =>
        (this.path, Classes, this.truth) = (path, classes, truth);

    /// <summary>In the order of their WordNet ids.</summary>
    public ImmutableArray<ImageClass> Classes { get; }

    public int ValidationImages => truth.Length;

    /// <exception cref="BadInputException">A file is missing in it, damaged, or does not go with the other.</exception>
    public static ImageNetKit Read(string path, CancellationToken cancellation)
    {
        ByteSource tar = ByteSource.Gunzip(path, MostUnpacked, cancellation);
        byte[]? meta = null;
        byte[]? truth = null;
        foreach (TarMember member in TarWalker.Members(tar))
        {
            if (member.IsFile && member.Segments(path) is [.., string file])
            {
                byte[] Bytes() => SideFile.Read(tar, $"{path}!{member.Name}", member.Offset, member.Length);
                meta = file == Meta ? Bytes() : meta;
                truth = file == GroundTruth ? Bytes() : truth;
            }
        }

        if (meta is null || truth is null)
        {
            throw new BadInputException(
                $"{path} has no member {(meta is null ? Meta : GroundTruth)}; download it again."
            );
        }

        (int Number, ImageClass Class)[] classes = Leaves($"{path}!{Meta}", meta);
        return new ImageNetKit(
            path,
            ClassList.Unambiguous([
                .. classes.Select(leaf => leaf.Class).OrderBy(leaf => leaf.Id, StringComparer.Ordinal),
            ]),
            Resolve($"{path}!{GroundTruth}", SideFile.Lines(truth), classes)
        );
    }

    /// <param name="number">From 1.</param>
    public string ClassOfValidationImage(int number) =>
        number >= 1 && number <= truth.Length
            ? truth[number - 1]
            : throw new BadInputException(
                $"{path} has labels for {truth.Length} validation images, and none for number {number}; download it again."
            );

    private static (int Number, ImageClass Class)[] Leaves(string place, byte[] meta)
    {
        if (
            !MatFile.Parse(place, meta).Variables.TryGetValue("synsets", out MatValue? value)
            || value is not MatStruct synsets
        )
        {
            throw new BadInputException($"{place} has no struct under the name synsets; download it again.");
        }

        ImmutableArray<MatValue> numbers = Field(place, synsets, "ILSVRC2012_ID");
        ImmutableArray<MatValue> ids = Field(place, synsets, "WNID");
        ImmutableArray<MatValue> words = Field(place, synsets, "words");
        ImmutableArray<MatValue> children = Field(place, synsets, "num_children");
        List<(int, ImageClass)> leaves = [];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (Number(place, children[i]) == 0)
            {
                leaves.Add((Number(place, numbers[i]), new ImageClass(Text(place, ids[i]), Text(place, words[i]))));
            }
        }

        return
            leaves.Count > 0
            && leaves.DistinctBy(leaf => leaf.Item1).Count() == leaves.Count
            && leaves.DistinctBy(leaf => leaf.Item2.Id).Count() == leaves.Count
            ? [.. leaves]
            : throw new BadInputException(
                $"{place} has {leaves.Count} classes, or names one twice; download it again."
            );
    }

    private static string[] Resolve(string place, string[] lines, (int Number, ImageClass Class)[] classes)
    {
        Dictionary<string, string> ids = classes.ToDictionary(
            leaf => leaf.Number.ToString(CultureInfo.InvariantCulture),
            leaf => leaf.Class.Id
        );
        return
        [
            .. lines.Select(
                (line, index) =>
                    ids.TryGetValue(line, out string? id)
                        ? id
                        : throw new BadInputException(
                            $"{place} has '{line}' for image {index + 1}; it must be the number of one of {classes.Length} classes."
                        )
            ),
        ];
    }

    private static ImmutableArray<MatValue> Field(string place, MatStruct synsets, string name) =>
        synsets.Fields.TryGetValue(name, out ImmutableArray<MatValue> values)
            ? values
            : throw new BadInputException($"{place} has no field {name} in synsets; download it again.");

    private static int Number(string place, MatValue value) =>
        value is MatNumbers { Values: [var number] } && number is >= 0 and <= int.MaxValue && number == (int)number
            ? (int)number
            : throw new BadInputException($"{place} has no whole number where a synset has one; download it again.");

    private static string Text(string place, MatValue value) =>
        value is MatText { Text: { Length: > 0 } text }
            ? text
            : throw new BadInputException($"{place} has no text where a synset has one; download it again.");
}
