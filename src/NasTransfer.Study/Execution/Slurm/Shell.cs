using System.Text.RegularExpressions;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>Words as a POSIX shell reads them.</summary>
internal static partial class Shell
{
    /// <summary>The word, in quotes where the shell would read it in another way.</summary>
    public static string Quoted(string word) =>
        Plain().IsMatch(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[A-Za-z0-9_@%+=:,./-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
