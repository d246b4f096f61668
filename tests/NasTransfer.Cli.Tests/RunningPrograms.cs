using System.Diagnostics;
using System.Globalization;

namespace NasTransfer.Cli.Tests;

/// <summary>The processes of this machine, told apart by the words of their command lines.</summary>
internal static class RunningPrograms
{
    /// <summary>Those whose words are as asked, in the order in which the system lists them.</summary>
    public static int[] Where(Func<string[], bool> isAsked) =>
        [
            .. Directory
                .GetDirectories("/proc")
                .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out int id) ? id : 0)
                .Where(id => id > 0 && isAsked(WordsOf(id))),
        ];

    /// <summary>None where the process is gone.</summary>
    public static string[] WordsOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Split('\0');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>SIGKILL.</summary>
    public static void Kill(int id)
    {
        using Process process = Process.GetProcessById(id);
        process.Kill();
    }
}
