namespace NasTransfer.Cli;

/// <summary>Where the program writes, and whether a person watches: tests give writers of their own.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Errors, and progress where <see cref="Out"/> is to hold JSON alone.</param>
/// <param name="OutIsWatched">Standard output is a terminal, not a pipe or a file.</param>
/// <param name="ErrorIsWatched">The same for standard error.</param>
public sealed record Terminal(TextWriter Out, TextWriter Error, bool OutIsWatched, bool ErrorIsWatched)
{
    public static Terminal OfProcess() =>
        new(Console.Out, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected);
}
