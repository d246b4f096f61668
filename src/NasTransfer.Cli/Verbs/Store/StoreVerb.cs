using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Engine;
using NasTransfer.Study.Store;

namespace NasTransfer.Cli.Verbs.Store;

/// <summary><c>nastransfer store</c>: the results on disk, without running anything.</summary>
internal static class StoreVerb
{
    private const string OptionName = "--store";

    // So many digits of a key or a hash are shown where a person reads; JSON has all.
    private const int Digits = 12;

    public static Command Create(Terminal terminal) =>
        new("store", "A run store: what is in it, whether it is whole, what it can spare, and how it travels.")
        {
            ListVerb.Create(terminal),
            ShowVerb.Create(terminal),
            VerifyVerb.Create(terminal),
            GcVerb.Create(terminal),
            ExportVerb.Create(terminal),
            ImportVerb.Create(terminal),
        };

    public static Setting<string> FolderSetting() =>
        Setting<string>.Mandatory(OptionName, "The folder of the run store.");

    /// <exception cref="BadInputException">There is no such folder.</exception>
    public static RunStore Existing(string folder) =>
        Directory.Exists(folder)
            ? new RunStore(folder)
            : throw new BadInputException(
                $"{OptionName} is '{folder}', which does not exist; it must be the folder of a run store."
            );

    public static string Short(string hash) => hash[..Math.Min(Digits, hash.Length)];

    /// <summary>What is damaged, a line each.</summary>
    public static void Tell(TextWriter writer, IEnumerable<StoreProblem> problems)
    {
        foreach (StoreProblem problem in problems)
        {
            string place = problem.File == "" ? problem.Key : $"{problem.Key}/{problem.File}";
            writer.WriteLine($"{place} {problem.Problem}");
        }
    }
}
