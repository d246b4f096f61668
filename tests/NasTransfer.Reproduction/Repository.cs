namespace NasTransfer.Reproduction;

/// <summary>The repository that the fixtures were built from.</summary>
internal static class Repository
{
    /// <summary>The folder above this assembly that holds NasTransfer.sln.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NasTransfer.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException(
                "The fixtures do not lie within the repository, whose profiles they need."
            );
    }
}
