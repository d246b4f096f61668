using System.Collections.Immutable;
using NasTransfer.Engine;
using NasTransfer.Study.DataSets.Splits;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Proxies;

/// <summary>An image by name.</summary>
/// <param name="Class">Id of its class.</param>
/// <param name="File">Unique within the set.</param>
public readonly record struct NamedImage(string Class, string File);

/// <summary>The files of a proxy.</summary>
/// <param name="Train">In ordinal order, like the other parts.</param>
/// <param name="Validation">What Table 1 counts as "Val".</param>
/// <param name="Test">Empty unless the proxy is cut 40/40/20.</param>
/// <param name="Sha256">Over the proxy's own hash and every file.</param>
public sealed record ProxyImages(
    ProxySet Proxy,
    ImmutableArray<string> Train,
    ImmutableArray<string> Validation,
    ImmutableArray<string> Test,
    string Sha256
)
{
    /// <summary>
    /// What a search may look at. A validation part from what the source reports on is not among it: then the search cuts
    /// the training part in halves of its own.
    /// </summary>
    public IEnumerable<string> ForSearch =>
        Proxy.Definition.Parts == ProxyParts.Source ? Train : Train.Concat(Validation);

    /// <summary>Picks the files. Which ones of a class are taken depends on their names and the seed alone.</summary>
    /// <param name="train">The source's training images.</param>
    /// <param name="reported">The images that the source reports on.</param>
    /// <exception cref="BadInputException">
    /// The files are not those that the sizes told of, or a training image is a reported one as well.
    /// </exception>
    public static ProxyImages Of(ProxySet proxy, IEnumerable<NamedImage> train, IEnumerable<NamedImage> reported)
    {
        ILookup<string, string> trainFiles = train.ToLookup(image => image.Class, image => image.File);
        ILookup<string, string> reportedFiles = reported.ToLookup(image => image.Class, image => image.File);
        List<string>[] parts =
        [
            [],
            [],
            [],
        ];
        foreach (ProxyClass @class in proxy.Classes)
        {
            Take(proxy.Definition, @class, trainFiles, reportedFiles, parts);
        }

        ImmutableArray<string>[] ordered =
        [
            .. parts.Select(part => part.Order(StringComparer.Ordinal).ToImmutableArray()),
        ];
        ProxyImages images = new(proxy, ordered[0], ordered[1], ordered[2], Hash(proxy, ordered));
        images.RequireNoOverlap(reportedFiles.SelectMany(files => files));
        return images;
    }

    /// <summary>No image that a search looks at may be one that accuracy is reported on.</summary>
    /// <exception cref="BadInputException">There is one.</exception>
    public void RequireNoOverlap(IEnumerable<string> reported)
    {
        HashSet<string> forbidden = reported.ToHashSet(StringComparer.Ordinal);
        string? shared = ForSearch.FirstOrDefault(forbidden.Contains);
        if (shared is not null)
        {
            throw new BadInputException(
                $"{shared} is in the part of {Proxy.Definition.Name} that a search sees, and is reported on as well; an image must be in one of the two."
            );
        }
    }

    private static void Take(
        ProxyDefinition definition,
        ProxyClass @class,
        ILookup<string, string> train,
        ILookup<string, string> reported,
        List<string>[] parts
    )
    {
        var (trainCount, validationCount, testCount) = @class.Images;
        if (definition.Parts == ProxyParts.Source)
        {
            parts[0].AddRange(First(definition, @class.Id, train, "train", trainCount));
            parts[1].AddRange(First(definition, @class.Id, reported, "reported", validationCount));
            return;
        }

        string[] files = First(definition, @class.Id, train, "train", trainCount + validationCount + testCount);
        parts[0].AddRange(files.AsSpan(0, trainCount));
        parts[1].AddRange(files.AsSpan(trainCount, validationCount));
        parts[2].AddRange(files.AsSpan(trainCount + validationCount));
    }

    private static string[] First(
        ProxyDefinition definition,
        string @class,
        ILookup<string, string> files,
        string part,
        int count
    )
    {
        string[] shuffled = ClassShuffle.Of(files[@class], file => file, definition.Seed, $"proxy/{part}", @class);
        return shuffled.Length >= count
            ? shuffled[..count]
            : throw new BadInputException(
                $"{definition.Name} takes {count} {part} images of class {@class}, and {definition.Source} lists {shuffled.Length}; give the class sizes of the same files."
            );
    }

    private static string Hash(ProxySet proxy, ImmutableArray<string>[] parts) =>
        CanonicalJson.Sha256(string.Join('\n', parts.Select(part => string.Join('\n', part)).Prepend(proxy.Sha256)));
}
