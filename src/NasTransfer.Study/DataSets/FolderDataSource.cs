using NasTransfer.Engine;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Reading;
using NasTransfer.Engine.Networks;
using NasTransfer.Study.DataSets.Splits;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Study.DataSets;

/// <summary>Real images: a folder of folders, one a data set.</summary>
/// <param name="root">What --data names.</param>
public sealed class FolderDataSource(string root) : IDataSource
{
    private readonly Dictionary<DataSetProfile, StudyDataSet> loaded = [];

    public string Kind => "real";

    public StudyDataSet Load(DataSetProfile profile)
    {
        if (!loaded.TryGetValue(profile, out StudyDataSet? set))
        {
            loaded[profile] = set = Read(profile);
        }

        return set;
    }

    private StudyDataSet Read(DataSetProfile profile)
    {
        string path = Path.Combine(root, profile.Folder);
        if (!Directory.Exists(path))
        {
            string what = profile.StandIn is null ? profile.Role : $"{profile.Role} ({profile.StandIn})";
            throw new BadInputException(
                $"There is no folder {path} for {what}; put its images there as train/CLASS/FILE and {profile.ReportedSplit}/CLASS/FILE (folders or tar shards), or leave --data out to use generated images."
            );
        }

        ImageReaderOptions options = new()
        {
            Name = profile.Folder,
            Size = profile.Size,
            TestSplit = profile.ReportedSplit,
            // The reader wants another name here, even where val is what is reported.
            ValidationSplit =
                profile.ReportedSplit == DataSetParts.Validation ? DataSetParts.Test : DataSetParts.Validation,
            MaximumClasses = profile.Classes,
            ImagesPerClass = profile.ImagesPerClass,
            TestImagesPerClass = profile.TestImagesPerClass,
        };
        DataSetParts parts = DataSetParts.OfPaper(ImageReader.List(path, options));
        var (train, test) = profile.Stem == Stem.ImageNet ? Stream(parts, options) : Decode(parts, options);
        return new StudyDataSet(
            profile.Role,
            profile.StandIn is null ? profile.Role : $"{profile.Role} ({profile.StandIn})",
            train,
            test,
            IsGenerated: false,
            profile.StandIn,
            parts.Rule is null
                ? []
                : [$"{profile.Folder} is cut {parts.Rule.Name} in each class, SHA-256 {parts.Sha256}."]
        );
    }

    private static (IImageSource Train, IImageSource Test) Decode(DataSetParts parts, ImageReaderOptions options)
    {
        ImageSplits images = ImageReader.Open(parts.Index, options);
        return (images.Train, images.Test);
    }

    // Whole photographs for the transforms that want them; a million of them would not fit into memory anyway.
    private static (IImageSource Train, IImageSource Test) Stream(DataSetParts parts, ImageReaderOptions options)
    {
        ImageSelections images = ImageSelections.Of(parts.Index, options);
        return (images.Train.Stream(options.Size), images.Test.Stream(options.Size));
    }
}
