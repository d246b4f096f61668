using System.Text.RegularExpressions;
using NasTransfer.Study.Execution.Slurm;
using NasTransfer.Study.Settings;

namespace NasTransfer.Study.Profiles;

/// <summary>Reads the section <c>slurm</c> of a profile: what a site's cluster is asked for.</summary>
internal static partial class SlurmSection
{
    public const string Key = "slurm";

    // Slurm keeps the seconds of --signal in 16 bits.
    private const int MostSignalSeconds = 65535;

    public static SlurmSettings Read(SettingsSection section)
    {
        SlurmSettings defaults = new();
        SlurmSettings settings = new()
        {
            Partition = Word(section, "partition"),
            Account = Word(section, "account"),
            Qos = Word(section, "qos"),
            GpusPerTask = section.Integer("gpusPerTask", 0, defaults.GpusPerTask),
            CpusPerTask = section.Integer("cpusPerTask", 1, defaults.CpusPerTask),
            MemoryPerCpu = Form(section, "memoryPerCpu", null, MemoryForm(), "a size such as 4G or 500M"),
            TimeLimit = Form(
                section,
                "timeLimit",
                defaults.TimeLimit,
                TimeForm(),
                "a time such as 90 (minutes), 12:00:00 or 2-00:00:00"
            )!,
            Prologue = section.OptionalTexts("prologue"),
            Mpi = Form(section, "mpi", defaults.Mpi, WordForm(), "the name of a plug-in such as pmix or pmi2")!,
            UnitsPerTask = section.Integer("unitsPerTask", 1, defaults.UnitsPerTask),
            MaxRunning = section.OptionalInteger("maxRunning", 1),
            SignalSeconds = section.Integer("signalSeconds", 1, MostSignalSeconds, defaults.SignalSeconds),
        };
        section.RefuseOthers();
        return settings;
    }

    private static string? Word(SettingsSection section, string key) =>
        Form(section, key, null, WordForm(), "one word of letters, digits, and . _ - , @ +");

    // Null where the key is missing, and nothing stands for it.
    private static string? Form(SettingsSection section, string key, string? fallback, Regex form, string right) =>
        section.Has(key) ? section.Matching(key, form, right) : fallback;

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._,@+-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex WordForm();

    [GeneratedRegex(@"^[1-9]\d*[KMGT]?\z", RegexOptions.CultureInvariant)]
    private static partial Regex MemoryForm();

    // minutes, minutes:seconds, hours:minutes:seconds, days-hours, days-hours:minutes, days-hours:minutes:seconds
    [GeneratedRegex(@"^(\d+|\d+:\d\d|\d+:\d\d:\d\d|\d+-\d+(:\d\d){0,2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimeForm();
}
