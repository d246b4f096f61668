namespace NasTransfer.Study.DataSets.Fetching;

/// <summary>How patient a download is.</summary>
public sealed record FetchOptions
{
    /// <summary>How often in a row a connection may fail without the file having grown.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Wait before the second attempt; it doubles from there.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A connection that brings nothing for so long has failed.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>How far a file is.</summary>
/// <param name="File">Its name.</param>
/// <param name="Bytes">On disk.</param>
/// <param name="Total">Of the whole; null while nobody knows.</param>
/// <param name="Event">Something to tell, such as a broken connection; null for mere progress.</param>
public sealed record FetchProgress(string File, long Bytes, long? Total, string? Event);

/// <summary>A file that is there, whole and verified.</summary>
/// <param name="Path">Where.</param>
/// <param name="Sha256">Of its content.</param>
/// <param name="WasThere">Nothing had to be downloaded.</param>
/// <param name="Checked">What it was compared with, in words.</param>
public sealed record FetchedFile(string Path, long Bytes, string Sha256, bool WasThere, string Checked);
