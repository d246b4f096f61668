using NasTransfer.Engine;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Reading;
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

        ImageSplits images = ImageReader.Open(
            path,
            new ImageReaderOptions
            {
                Name = profile.Folder,
                Size = profile.Size,
                TestSplit = profile.ReportedSplit,
                // The reader wants another name here, even where val is what is reported.
                ValidationSplit = profile.ReportedSplit == "val" ? "test" : "val",
                MaximumClasses = profile.Classes,
                ImagesPerClass = profile.ImagesPerClass,
                TestImagesPerClass = profile.TestImagesPerClass,
            }
        );
        return new StudyDataSet(
            profile.Role,
            profile.StandIn is null ? profile.Role : $"{profile.Role} ({profile.StandIn})",
            images.Train,
            images.Test,
            IsGenerated: false,
            profile.StandIn,
            images.Warnings
        );
    }
}
