using NasTransfer.Study.DataSets;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Proxies;

namespace NasTransfer.Study.Costs;

/// <summary>How many images the sets and sources of a study have.</summary>
public interface IStudySizes
{
    /// <summary>Where the numbers come from, for whoever reads a forecast.</summary>
    string Origin { get; }

    /// <param name="name">A set or a proxy of Table 1.</param>
    SourceSize Source(string name);

    /// <param name="role">A set of the paper.</param>
    (long Train, long Test, int Classes, int Size) Set(string role);
}

/// <summary>The images themselves.</summary>
public sealed class LoadedSizes(StudyImages images) : IStudySizes
{
    public string Origin => $"the {images.Kind} images";

    public SourceSize Source(string name)
    {
        SearchSource source = images.Source(name);
        return new SourceSize(
            source.Split.Data.Train.Count,
            source.Split.Data.Validation.Count,
            source.Classes,
            source.Split.Data.Train.Size
        );
    }

    public (long Train, long Test, int Classes, int Size) Set(string role)
    {
        StudyDataSet set = images.Set(role);
        return (set.Train.Count, set.Test.Count, set.Classes, set.Train.Size);
    }
}

/// <summary>Table 1 of the paper, under the bounds of a profile: for images that are not there.</summary>
public sealed class PrintedSizes(Profile profile) : IStudySizes
{
    public string Origin => "Table 1 of the paper; no image was looked at";

    public SourceSize Source(string name)
    {
        ProxyDefinition paper = ProxyCatalogue.Find(name);
        ProxyDefinition here = profile.ProxyOf(name);
        PrintedProxy row = Row(name);
        DataSetProfile set = PlanValidator.DataSetOf(profile, paper.Source);

        // Where a proxy is cut in parts of its own, a search sees both that Table 1 prints; else the training images alone.
        double images = row.Train + (paper.Parts == ProxyParts.Source ? 0 : row.Validation);
        double classes = here.Classes ?? (paper.IsWhole ? set.Classes ?? row.Classes : row.Classes);
        images *= classes / row.Classes * (double)(here.Fraction / paper.Fraction);
        if (paper.IsWhole)
        {
            images = Math.Min(images, Math.Min(set.ImagesPerClass * classes ?? images, set.SearchImages ?? images));
        }

        long half = (long)images / 2;
        return new SourceSize(half, (long)images - half, (int)classes, set.Size);
    }

    public (long Train, long Test, int Classes, int Size) Set(string role)
    {
        DataSetProfile set = PlanValidator.DataSetOf(profile, role);
        PrintedProxy row = Row(ProxyCatalogue.All.First(proxy => proxy.Source == role && proxy.IsWhole).Name);
        int classes = set.Classes ?? row.Classes;
        long Of(int printed, int? perClass)
        {
            long share = (long)printed * classes / row.Classes;
            return perClass is { } most ? Math.Min(share, (long)most * classes) : share;
        }

        return (Of(row.Train, set.ImagesPerClass), Of(row.Validation, set.TestImagesPerClass), classes, set.Size);
    }

    private static PrintedProxy Row(string name) => PaperTable1.Rows.First(row => row.Name == name);
}
