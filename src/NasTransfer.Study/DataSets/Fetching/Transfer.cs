using System.Net;
using System.Net.Http.Headers;
using NasTransfer.Engine;
using NasTransfer.Study.DataSets.Catalogue;

namespace NasTransfer.Study.DataSets.Fetching;

/// <summary>One attempt's request, and what the answer to it means for the part.</summary>
internal sealed class Transfer(OfficialFile file, Uri address, PartialFile part, IProgress<FetchProgress>? progress)
{
    public PartialFile Part => part;

    /// <summary>Length of the whole, as far as it is known.</summary>
    public long? Total => file.Bytes ?? part.Version?.Total;

    /// <summary>
    /// What is there can be built upon: the server can tell whether it is still of the same version, or a checksum will.
    /// </summary>
    public bool MayContinue =>
        part.Length > 0
        && part.Version is { } version
        && version.Address == address.AbsoluteUri
        && (version.Validator is not null || file.Checksum is not null);

    public HttpRequestMessage Request()
    {
        HttpRequestMessage request = new(HttpMethod.Get, address);
        // Compression on the way would change lengths and ranges.
        request.Headers.AcceptEncoding.ParseAdd("identity");
        if (MayContinue)
        {
            request.Headers.Range = new RangeHeaderValue(part.Length, null);
            if (part.Version?.Validator is { } validator)
            {
                request.Headers.TryAddWithoutValidation("If-Range", validator);
            }
        }

        return request;
    }

    /// <returns>Whether a body follows that belongs at the end of the part.</returns>
    public bool Begin(HttpResponseMessage response)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when Continues(response):
                return true;
            case HttpStatusCode.PartialContent:
            case HttpStatusCode.RequestedRangeNotSatisfiable:
                // Another place than was asked for, or another length than before: the part is of no use.
                part.Restart(new FileVersion(address.AbsoluteUri, null, null));
                return false;
            case HttpStatusCode.OK:
                RequireNoPage(response);
                part.Restart(
                    new FileVersion(address.AbsoluteUri, ValidatorOf(response), response.Content.Headers.ContentLength)
                );
                RequireKnownEnd(response);
                RequireNotLonger();
                return true;
            case HttpStatusCode.RequestTimeout:
            case HttpStatusCode.TooManyRequests:
            case >= HttpStatusCode.InternalServerError:
                throw new HttpRequestException($"it answers {(int)response.StatusCode} {response.ReasonPhrase}");
            default:
                throw new BadInputException(
                    $"{address} answers {(int)response.StatusCode} {response.ReasonPhrase}; see whether the file has moved, and put it at {part.Path[..^".part".Length]} by hand."
                );
        }
    }

    /// <exception cref="BadInputException">More has come, or is announced, than the file has.</exception>
    public void RequireNotLonger()
    {
        long announced = Math.Max(part.Length, part.Version?.Total ?? 0);
        if (file.Bytes is { } bytes && (announced > bytes || (part.Version?.Total ?? bytes) != bytes))
        {
            part.Delete();
            throw new BadInputException(
                $"{address} gives {announced} bytes; {file.Name} must have {bytes}, so this is another file: put the right one in its place by hand."
            );
        }
    }

    public void Report() => progress?.Report(new FetchProgress(file.Name, part.Length, Total, null));

    private bool Continues(HttpResponseMessage response) =>
        response.Content.Headers.ContentRange is { HasRange: true } range
        && range.From == part.Length
        && (range.Length is null || part.Version?.Total is null || range.Length == part.Version.Total)
        // Some servers send a range of what has changed in the meantime.
        && (part.Version?.Validator is not { } wanted || (ValidatorOf(response) ?? wanted) == wanted);

    // A login, a mirror's error or a hotel's network: whole, in its way, and not what was asked for.
    private void RequireNoPage(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType == "text/html")
        {
            throw new BadInputException(
                $"{address} gives a web page; look at it in a browser, and put {file.Name} in its place by hand."
            );
        }
    }

    // A body of HTTP/1 without a length and not in chunks ends where the connection does, wherever that is.
    private void RequireKnownEnd(HttpResponseMessage response)
    {
        bool known =
            Total is not null
            || file.Checksum is not null
            || response.Headers.TransferEncodingChunked == true
            || response.Version.Major >= 2;
        if (!known)
        {
            part.Delete();
            throw new BadInputException(
                $"{address} does not say how long {file.Name} is, so that a broken download would look whole; put the file in its place by hand."
            );
        }
    }

    private static string? ValidatorOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag
            ? tag.ToString()
            : response.Content.Headers.LastModified?.ToString("R");
}
