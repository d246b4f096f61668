namespace NasTransfer.Cli.Tests;

/// <summary>The checkout that the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(TestContext.CurrentContext.TestDirectory);

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "NasTransfer.sln"))
            ? folder
            : Find(
                Path.GetDirectoryName(folder)
                    ?? throw new InvalidOperationException("The tests do not run inside of the repository.")
            );
}
