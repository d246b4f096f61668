using NasTransfer.Engine;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Data.Generated;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Study.DataSets;

/// <summary>Images drawn in the process: a study with no files at all.</summary>
public sealed class GeneratedDataSource : IDataSource
{
    private readonly Dictionary<DataSetProfile, StudyDataSet> loaded = [];

    public string Kind => "generated";

    public StudyDataSet Load(DataSetProfile profile)
    {
        if (!loaded.TryGetValue(profile, out StudyDataSet? set))
        {
            loaded[profile] = set = Draw(profile);
        }

        return set;
    }

    private static StudyDataSet Draw(DataSetProfile profile)
    {
        if (
            profile
            is not {
                Generated: { } generated,
                Classes: { } classes,
                ImagesPerClass: { } train,
                TestImagesPerClass: { } test
            }
        )
        {
            throw new BadInputException(
                $"The profile has no generated images for {profile.Role}; give a folder of real ones with --data=DIR."
            );
        }

        ImageSplits images = GeneratedImages.Create(
            new GeneratedSpec
            {
                Name = $"{profile.Role}-generated",
                Classes = classes,
                TrainPerClass = train,
                TestPerClass = test,
                Size = profile.Size,
                Seed = generated.Seed,
                Difficulty = generated.Difficulty,
                Domain = generated.Domain,
                Imbalance = generated.Imbalance,
            }
        );
        return new StudyDataSet(
            profile.Role,
            $"{profile.Role} (generated images play it)",
            images.Train,
            images.Test,
            IsGenerated: true,
            StandIn: null,
            []
        );
    }
}
