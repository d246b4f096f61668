using NasTransfer.Engine;
using NasTransfer.Study.DataSets.Catalogue;

namespace NasTransfer.Study.DataSets.Fetching;

/// <summary>
/// Downloads a file so that it is whole and right, or not there at all: into NAME.part, continued after every break where
/// the server allows it (RFC 9110, Range and If-Range), verified, and only then renamed.
/// </summary>
/// <param name="client">Must have no time limit of its own: files are large.</param>
/// <param name="clock">Waits between attempts.</param>
public sealed class FileFetcher(HttpClient client, FetchOptions options, TimeProvider clock)
{
    // Often enough for a bar, seldom enough to cost nothing.
    private const int ReportEvery = 1 << 20;

    private const int BufferSize = 1 << 17;

    /// <param name="folder">Where it goes; made if it is not there.</param>
    /// <exception cref="BadInputException">
    /// It cannot be had, or what comes or is there is not what it must be. A part that may still be of use stays.
    /// </exception>
    public async Task<FetchedFile> FetchAsync(
        OfficialFile file,
        string folder,
        IProgress<FetchProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, file.Name);
        if (File.Exists(path))
        {
            return VerifyThere(file, path);
        }

        if (file.Address is not { } address)
        {
            throw new BadInputException(
                $"{path} is not there, and no address leads to {file.Name} without an account."
            );
        }

        // Bytes that came in several pieces may not belong together; the second time they come in one.
        for (bool again = false; ; again = true)
        {
            using PartialFile part = new(path);
            await DownloadAsync(file, address, part, progress, cancellation).ConfigureAwait(false);
            try
            {
                FetchedFile whole = FileVerification.Verify(file, part.Content(), path, wasThere: false);
                part.MoveTo(path);
                FileVerification.Record(whole);
                return whole;
            }
            catch (WrongContentException wrong)
            {
                part.Delete();
                if (again)
                {
                    throw new BadInputException(
                        $"{wrong.Message}; {address} gave that twice, so ask its owner, or put the right file at {path}.",
                        wrong
                    );
                }

                progress?.Report(
                    new FetchProgress(file.Name, 0, file.Bytes, $"{wrong.Message}; once more from the start")
                );
            }
        }
    }

    /// <summary>Verifies a file that is there.</summary>
    /// <exception cref="BadInputException">It is not what it must be.</exception>
    public static FetchedFile VerifyThere(OfficialFile file, string path)
    {
        try
        {
            using FileStream content = File.OpenRead(path);
            FetchedFile there = FileVerification.Verify(file, content, path, wasThere: true);
            FileVerification.Record(there);
            return there;
        }
        catch (WrongContentException wrong)
        {
            throw new BadInputException($"{wrong.Message}; remove {path} and fetch it again.", wrong);
        }
    }

    private async Task DownloadAsync(
        OfficialFile file,
        Uri address,
        PartialFile part,
        IProgress<FetchProgress>? progress,
        CancellationToken cancellation
    )
    {
        // Only what no attempt has had before counts: a server that always starts over and always breaks off gets nowhere.
        long most = part.Length;
        int failures = 0;
        while (true)
        {
            string why;
            try
            {
                var transfer = new Transfer(file, address, part, progress);
                if (await AttemptAsync(transfer, cancellation).ConfigureAwait(false))
                {
                    return;
                }

                why = "the answer did not bring the rest of the file";
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                why = FormattableString.Invariant($"nothing came for {options.Stall.TotalSeconds:0.#} s");
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException)
            {
                why = failure.Message.TrimEnd('.');
            }

            failures = part.Length > most ? 1 : failures + 1;
            most = Math.Max(most, part.Length);
            if (failures >= options.Attempts)
            {
                throw new BadInputException(
                    $"{address} failed {failures} times in a row at {part.Length} bytes ({why}); what came is kept, so run it again later."
                );
            }

            progress?.Report(new FetchProgress(file.Name, part.Length, file.Bytes, $"{why}; trying again"));
            await Task.Delay(DelayAfter(failures), clock, cancellation).ConfigureAwait(false);
        }
    }

    private TimeSpan DelayAfter(int failures)
    {
        double factor = Math.Pow(2, failures - 1);
        return options.FirstDelay * factor < options.LongestDelay ? options.FirstDelay * factor : options.LongestDelay;
    }

    /// <summary>One connection.</summary>
    /// <returns>Whether the part is as long as the whole now.</returns>
    private async Task<bool> AttemptAsync(Transfer transfer, CancellationToken cancellation)
    {
        PartialFile part = transfer.Part;
        if (part.Version?.Total is { } total && total == part.Length && transfer.MayContinue)
        {
            return true;
        }

        using HttpRequestMessage request = transfer.Request();
        using CancellationTokenSource stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stall.CancelAfter(options.Stall);
        using HttpResponseMessage response = await client
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token)
            .ConfigureAwait(false);
        if (!transfer.Begin(response))
        {
            return false;
        }

        using Stream body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        byte[] buffer = new byte[BufferSize];
        long reported = part.Length;
        while (true)
        {
            stall.CancelAfter(options.Stall);
            int read = await body.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            part.Append(buffer.AsSpan(0, read));
            transfer.RequireNotLonger();
            if (part.Length - reported >= ReportEvery)
            {
                reported = part.Length;
                transfer.Report();
            }
        }

        transfer.Report();
        return part.Length == (transfer.Total ?? part.Length);
    }
}
