using System.Security.Cryptography;
using System.Text;
using NasTransfer.Engine;
using NasTransfer.Engine.Data.Indexing;
using NasTransfer.Study.DataSets.Catalogue;

namespace NasTransfer.Study.DataSets.Splits;

/// <summary>A data set that has been listed, in the parts in which it is used.</summary>
/// <param name="Index">Its images; the parts of a rule are <see cref="Train"/>, <see cref="Validation"/> and <see cref="Test"/>.</param>
/// <param name="Rule">What cut them; null where they are in the owner's parts.</param>
/// <param name="Sha256">Over rule, seed and the part of every file; null where they are in the owner's parts.</param>
public sealed record DataSetParts(ImageIndex Index, SplitRule? Rule, string? Sha256)
{
    public const string Train = "train";
    public const string Validation = "val";
    public const string Test = "test";

    // One split a set and rule: what differs between runs is to be the run.
    private const ulong PaperSeed = 0;

    /// <summary>As the paper has it: by the catalogue's rule where these are official files of one of its sets.</summary>
    /// <exception cref="BadInputException">A part would be empty.</exception>
    public static DataSetParts OfPaper(ImageIndex index) => Of(index, DataSetCatalogue.RuleOf(index.Form));

    /// <summary>
    /// Cuts class by class at random. Where an image goes depends on the names in its class and the seed alone: not on
    /// other classes, nor on the order of listing.
    /// </summary>
    /// <param name="rule">Cuts all images afresh, whatever parts their owner has; null keeps those.</param>
    /// <exception cref="BadInputException">A part that the rule asks for would be empty.</exception>
    public static DataSetParts Of(ImageIndex index, SplitRule? rule, ulong seed = PaperSeed)
    {
        if (rule is null)
        {
            return new DataSetParts(index, null, null);
        }

        string[] parts = new string[index.Count];
        PartCounts all = default;
        foreach (IGrouping<string, int> members in ByClass(index))
        {
            int[] shuffled = ClassShuffle.Of(members, index.Path, seed, "split", members.Key);
            PartCounts counts = rule.Of(shuffled.Length);
            all += counts;
            for (int i = 0; i < shuffled.Length; i++)
            {
                parts[shuffled[i]] =
                    i < counts.Train ? Train
                    : i < counts.Train + counts.Validation ? Validation
                    : Test;
            }
        }

        RequireImages(all.Train, rule.Train, Train, rule, index);
        RequireImages(all.Validation, rule.Validation, Validation, rule, index);
        RequireImages(all.Test, rule.Test, Test, rule, index);
        return new DataSetParts(index.Cut(row => parts[row]), rule, Hash(index, parts, rule, seed));
    }

    /// <summary>
    /// Where the rule keeps images for the choice of architectures, they too are trained on once it is made.
    /// </summary>
    public ImageIndex WithValidationInTrain() =>
        Rule is { Validation: > 0 } ? Index.Cut(row => Index.Part(row) == Validation ? Train : Index.Part(row)) : Index;

    private static IOrderedEnumerable<IGrouping<string, int>> ByClass(ImageIndex index) =>
        Enumerable
            .Range(0, index.Count)
            .GroupBy(row => index.Classes[index.Label(row)].Id)
            .OrderBy(members => members.Key, StringComparer.Ordinal);

    private static void RequireImages(int count, int percent, string part, SplitRule rule, ImageIndex index)
    {
        if (percent > 0 && count == 0)
        {
            throw new BadInputException(
                $"The split {rule.Name} leaves {part} without any of the {index.Count} images of {index.Folder}; there must be more of them in a class."
            );
        }
    }

    // Bit by bit: ImageNet22K has 14 million images.
    private static string Hash(ImageIndex index, string[] parts, SplitRule rule, ulong seed)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string line) => hash.AppendData(Encoding.UTF8.GetBytes(line));
        Add($"{rule.Name}\t{seed}\n");
        foreach (IGrouping<string, int> members in ByClass(index))
        {
            foreach (int row in members.OrderBy(index.Path, StringComparer.Ordinal))
            {
                Add($"{index.Path(row)}\t{parts[row]}\n");
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
