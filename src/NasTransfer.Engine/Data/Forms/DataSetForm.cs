using System.Collections.Immutable;
using NasTransfer.Engine.Data.Indexing;

namespace NasTransfer.Engine.Data.Forms;

/// <summary>A form in which data sets lie on disk: what it looks like, and how it is listed.</summary>
internal abstract class DataSetForm
{
    private static readonly ImmutableArray<OfficialForm> Official =
    [
        CifarForm.Cifar10,
        CifarForm.Cifar100,
        new FlowersForm(),
        new Mit67Form(),
        new ImageNet1KForm(),
    ];

    /// <summary>What messages and results call it.</summary>
    public abstract string Name { get; }

    /// <summary>Lists what lies at <paramref name="path"/> in the form that it has.</summary>
    public static ImageIndex Open(string path, ImageIndexOptions options, CancellationToken cancellation)
    {
        if (File.Exists(path))
        {
            return IsTar(path)
                ? new ShardForm([path]).Index(path, options, cancellation)
                : throw new BadInputException(
                    $"{path} is a file; a data set is a folder of split/class/file, a folder of tar shards or of official archives, or one tar shard."
                );
        }

        return Directory.Exists(path)
            ? Recognise(path, options).Index(path, options, cancellation)
            : throw new BadInputException(
                $"{path} does not exist; a data set is a folder of split/class/file, of tar shards, or of official archives."
            );
    }

    /// <summary>One sentence's worth of all forms, for messages.</summary>
    public static string All =>
        string.Join(
            ", ",
            Official.Select(form => $"{form.Name} ({string.Join(", ", form.Files)})").Append(ImageNet22KForm.Shape)
        );

    public abstract ImageIndex Index(string path, ImageIndexOptions options, CancellationToken cancellation);

    private static DataSetForm Recognise(string path, ImageIndexOptions options)
    {
        string[] files = [.. Directory.EnumerateFiles(path).Select(Path.GetFileName).OfType<string>()];
        OfficialForm[] official = [.. Official.Where(form => files.Contains(form.Files[0]))];
        string[] tars = [.. files.Where(IsTar).Order(StringComparer.Ordinal)];
        string[] shards = [.. tars.Except(official.SelectMany(form => form.Files))];
        string? tree = options.Splits.FirstOrDefault(split => Directory.Exists(Path.Combine(path, split)));
        if (shards.Length > 0 && tree is not null)
        {
            throw new BadInputException(
                $"{path} holds both tar shards and the folder {tree}; keep one of them there, so that no image counts twice."
            );
        }

        if (official.Length > 1 || (official.Length == 1 && (shards.Length > 0 || tree is not null)))
        {
            string others = string.Join(", ", official[1..].Select(form => form.Files[0]).Concat(shards.Take(1)));
            throw new BadInputException(
                $"{path} holds {official[0].Files[0]} and {(others.Length > 0 ? others : $"the folder {tree}")}, so it is not clear which set it is; keep one form there: {All}, tar shards or folders of split/class/file."
            );
        }

        if (official.Length == 1)
        {
            string? missing = official[0].Files.FirstOrDefault(file => !files.Contains(file));
            return missing is null
                ? official[0]
                : throw new BadInputException(
                    $"{path} has {official[0].Files[0]} of {official[0].Name}, but not {missing}; put it there too."
                );
        }

        return shards.Length == 0 ? new FolderForm()
            : shards.All(ImageNet22KForm.IsClass) ? new ImageNet22KForm(shards)
            : new ShardForm([.. shards.Select(shard => Path.Combine(path, shard))]);
    }

    private static bool IsTar(string path) =>
        Path.GetExtension(path).Equals(".tar", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A form that is known by the names of its files. The first of them tells it from all others.</summary>
internal abstract class OfficialForm : DataSetForm
{
    public abstract ImmutableArray<string> Files { get; }
}
