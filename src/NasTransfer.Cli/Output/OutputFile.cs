using NasTransfer.Engine;

namespace NasTransfer.Cli.Output;

/// <summary>Files that appear whole or not at all, and whose place is checked before the work that fills them.</summary>
internal static class OutputFile
{
    /// <param name="option">The option that names the file, for the message.</param>
    /// <exception cref="BadInputException">The file could not be written.</exception>
    public static void Check(string option, string? path)
    {
        if (path is null)
        {
            return;
        }

        if (path.Length == 0 || Directory.Exists(path))
        {
            throw new BadInputException($"{option} is '{path}'; it must be the name of a file.");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new BadInputException($"{option} is '{path}', but there is no folder '{folder}'; create it first.");
        }
    }

    public static void WriteText(string path, string text) => Write(path, fresh => File.WriteAllText(fresh, text));

    /// <summary>Lets <paramref name="write"/> fill a file beside the wanted one, which it then replaces.</summary>
    public static void Write(string path, Action<string> write)
    {
        string fresh = $"{path}.{Environment.ProcessId}.part";
        try
        {
            write(fresh);
            File.Move(fresh, path, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}
