using System.Collections.Immutable;
using NasTransfer.Engine;
using NasTransfer.Engine.Randomness;
using NasTransfer.Study.DataSets.Splits;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Proxies;

/// <summary>A class of a proxy, and how many of its images the proxy takes.</summary>
public readonly record struct ProxyClass(string Id, PartCounts Images);

/// <summary>A proxy whose classes and counts are settled, by its definition and the class sizes of its source alone.</summary>
/// <param name="Classes">In ordinal order of their ids.</param>
/// <param name="LeftOut">Classes of the source that keep too few images to take part (the drop of ImNet22K P2).</param>
/// <param name="Sha256">Over definition, class ids and counts.</param>
public sealed record ProxySet(
    ProxyDefinition Definition,
    ImmutableArray<ProxyClass> Classes,
    int LeftOut,
    string Sha256
)
{
    /// <summary>Images in each part, over all classes.</summary>
    public PartCounts Images { get; } = Classes.Aggregate(default(PartCounts), (sum, @class) => sum + @class.Images);

    /// <param name="proxies">Finds the proxy whose total another one is matched to; null for those of the paper.</param>
    /// <exception cref="BadInputException">The sizes are another set's, or have too few classes.</exception>
    public static ProxySet Resolve(
        ProxyDefinition definition,
        ClassSizes sizes,
        Func<string, ProxyDefinition>? proxies = null
    )
    {
        Func<string, ProxyDefinition> find = proxies ?? ProxyCatalogue.Find;
        if (definition.Source != sizes.Source)
        {
            throw new BadInputException(
                $"{definition.Name} is taken from {definition.Source}, and these are the class sizes of {sizes.Source}; give those of {definition.Source}."
            );
        }

        ImmutableArray<Candidate> candidates =
        [
            .. sizes
                .Classes.Select(size => new Candidate(size, Kept(definition, size)))
                .Where(one => Math.Min(one.Kept.Train, one.Kept.Validation) >= definition.KeepAtLeast),
        ];
        int wanted = definition.Classes ?? candidates.Length;
        if (wanted > candidates.Length || candidates.Length == 0)
        {
            throw new BadInputException(
                $"{definition.Name} wants {Math.Max(1, wanted)} classes, and {candidates.Length} of the {sizes.Classes.Length} classes of {sizes.Source} keep {definition.KeepAtLeast} or more images in both parts; ask for fewer classes or a larger fraction."
            );
        }

        IEnumerable<Candidate> chosen = definition.Selection switch
        {
            ProxySelection.All => candidates,
            ProxySelection.Random => AtRandom(candidates, wanted, definition.Seed),
            ProxySelection.Uniform => EvenSelection.Of(candidates, wanted, TotalOf(definition, sizes, find)),
            _ => throw new ArgumentOutOfRangeException(nameof(definition), definition.Selection, null),
        };
        ImmutableArray<ProxyClass> classes =
        [
            .. chosen
                .OrderBy(one => one.Size.Id, StringComparer.Ordinal)
                .Select(one => new ProxyClass(one.Size.Id, one.Kept)),
        ];
        return new ProxySet(definition, classes, sizes.Classes.Length - candidates.Length, Hash(definition, classes));
    }

    /// <summary>What a class of this size gives to the proxy.</summary>
    private static PartCounts Kept(ProxyDefinition definition, ClassSize size)
    {
        int train = Share(definition.Fraction, size.Train);
        return definition.Parts switch
        {
            ProxyParts.Source => new PartCounts(train, Share(definition.Fraction, size.Reported), 0),
            ProxyParts.Halves => Halves(train, definition.Seed, size.Id),
            ProxyParts.FortyFortyTwenty => SplitRule.FortyFortyTwenty.Of(train),
            _ => throw new ArgumentOutOfRangeException(nameof(definition), definition.Parts, null),
        };
    }

    // The odd image goes to either half by lot. Always to the same, it would make that one larger by half an image a class,
    // which is a tenth of ImNet22K P2.
    private static PartCounts Halves(int images, ulong seed, string id)
    {
        int train = (images + new CounterRandom(seed, $"proxy/odd/{id}").NextInt(2)) / 2;
        return new PartCounts(train, images - train, 0);
    }

    // Decimal: 0.97 % of 155 images is 1.5035 on every machine.
    private static int Share(decimal fraction, int images) =>
        (int)Math.Round(fraction * images, MidpointRounding.AwayFromZero);

    private static IEnumerable<Candidate> AtRandom(ImmutableArray<Candidate> candidates, int wanted, ulong seed) =>
        new CounterRandom(seed, "proxy/classes").Permutation(candidates.Length).Take(wanted).Select(i => candidates[i]);

    private static int? TotalOf(ProxyDefinition definition, ClassSizes sizes, Func<string, ProxyDefinition> proxies)
    {
        if (definition.TotalOf is not { } name)
        {
            return definition.Total;
        }

        ProxyDefinition other = proxies(name);
        return other.TotalOf is null
            ? Resolve(other, sizes).Images.All
            : throw new BadInputException(
                $"totalOf of {definition.Name} is {name}, whose own total is another's; name one with images of its own."
            );
    }

    private static string Hash(ProxyDefinition definition, ImmutableArray<ProxyClass> classes) =>
        CanonicalJson.Sha256(
            definition.ToJson()
                + "\n"
                + string.Concat(
                    classes.Select(one => $"{one.Id}\t{one.Images.Train}\t{one.Images.Validation}\t{one.Images.Test}\n")
                )
        );
}

/// <summary>A class that may take part, with what it would give.</summary>
internal readonly record struct Candidate(ClassSize Size, PartCounts Kept);
