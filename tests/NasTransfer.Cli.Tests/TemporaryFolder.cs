namespace NasTransfer.Cli.Tests;

/// <summary>A folder for the files of one test, removed with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("nastransfer-cli-").FullName;

    public string this[string name] => Path.Combine(path, name);

    public string[] Files => [.. Directory.GetFiles(path).Select(file => Path.GetFileName(file)!).Order()];

    public void Dispose() => Directory.Delete(path, recursive: true);
}
