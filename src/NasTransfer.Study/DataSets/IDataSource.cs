using NasTransfer.Study.Profiles;

namespace NasTransfer.Study.DataSets;

/// <summary>Where a study's images come from.</summary>
public interface IDataSource
{
    /// <summary>For reports: "generated" or "real".</summary>
    string Kind { get; }

    /// <summary>The images of a role at the profile's size. Asked twice, it gives the same instance.</summary>
    /// <exception cref="Engine.BadInputException">They are not there or cannot be read; the message says how to get them.</exception>
    StudyDataSet Load(DataSetProfile profile);
}
