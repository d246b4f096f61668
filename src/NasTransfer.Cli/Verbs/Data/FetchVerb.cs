using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine;
using NasTransfer.Study.DataSets.Catalogue;
using NasTransfer.Study.DataSets.Fetching;

namespace NasTransfer.Cli.Verbs.Data;

/// <summary><c>nastransfer data fetch SET</c>: the official files of a set, whole and verified.</summary>
internal static class FetchVerb
{
    /// <summary>Folder of the working directory that sets go to unless said.</summary>
    private const string DefaultFolder = "data";

    public static Command Create(Terminal terminal)
    {
        Argument<string> set = new("set") { Description = "The paper's name of the set." };
        Setting<string> folder = Setting<string>.Of(
            "--to",
            "The folder of all sets; the files go into a folder of the set's own in it.",
            DefaultFolder
        );
        var command = new Command(
            "fetch",
            "Downloads the official files of a set, goes on with what was broken off, and verifies them."
        )
        {
            set,
            folder,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                CatalogueEntry entry = DataSetCatalogue.Find(parsed.GetValue(set)!);
                string target = Path.Combine(parsed.Get(folder), entry.Folder);
                RequireFiles(entry, target);
                bool json = parsed.GetValue(SharedOptions.Json);
                try
                {
                    ImmutableArray<FetchedFile> files = await Task.Run(
                            () => Fetch(terminal, json, entry, target, cancellation),
                            cancellation
                        )
                        .ConfigureAwait(false);
                    Print(terminal, json, entry, files);
                    return App.Fine;
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    terminal.Error.WriteLine("Stopped; what came is kept, and the same command goes on with it.");
                    return App.Failed;
                }
            }
        );
        return command;
    }

    private static ImmutableArray<FetchedFile> Fetch(
        Terminal terminal,
        bool json,
        CatalogueEntry entry,
        string target,
        CancellationToken cancellation
    )
    {
        var display = new ProgressDisplay(terminal, json);
        bool watched = json ? terminal.ErrorIsWatched : terminal.OutIsWatched;
        using HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
        FileFetcher fetcher = new(client, new FetchOptions(), TimeProvider.System);
        return
        [
            .. entry.Files.Select(file =>
                display.Run(
                    file.Name,
                    report =>
                        fetcher
                            .FetchAsync(file, target, new Reporter(report, watched), cancellation)
                            .GetAwaiter()
                            .GetResult()
                )
            ),
        ];
    }

    // Where only an account leads to the files, they must be there already; then they are verified like any others.
    private static void RequireFiles(CatalogueEntry entry, string target)
    {
        if (entry.Account is null)
        {
            return;
        }

        ImmutableArray<string> missing =
        [
            .. entry.Files.Select(file => file.Name).Where(name => !File.Exists(Path.Combine(target, name))),
        ];
        if (!missing.IsEmpty || entry.Files.IsEmpty)
        {
            string what = entry.Files.IsEmpty ? "one tar a class" : string.Join(", ", missing);
            throw new BadInputException(
                $"{entry.Name} cannot be fetched without an account: {entry.Account}; then put {what} into {target}."
            );
        }
    }

    private static void Print(Terminal terminal, bool json, CatalogueEntry entry, ImmutableArray<FetchedFile> files)
    {
        if (json)
        {
            terminal.Out.WriteLine(
                JsonOutput.Of(
                    new
                    {
                        set = entry.Name,
                        licence = entry.Licence,
                        files,
                    }
                )
            );
            return;
        }

        foreach (FetchedFile file in files)
        {
            terminal.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file.Path}: {file.Bytes:N0} bytes, {(file.WasThere ? "was there" : "downloaded")}; SHA-256 {file.Sha256}; compared with {file.Checked}"
                )
            );
        }

        terminal.Out.WriteLine($"Licence: {entry.Licence}");
    }

    /// <summary>Whatever happens is told; where nobody sees a bar, every tenth as well.</summary>
    private sealed class Reporter(Action<long, long, string?> report, bool watched) : IProgress<FetchProgress>
    {
        private long tenths;

        public void Report(FetchProgress value)
        {
            long total = value.Total ?? value.Bytes;
            long now = total == 0 ? 0 : 10 * value.Bytes / total;
            string? line = value.Event;
            if (line is null && !watched && now > tenths)
            {
                line = $"{10 * now} %";
            }

            tenths = now;
            report(value.Bytes, total, line is null ? null : $"{value.File}: {line}");
        }
    }
}
