using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NasTransfer.Study.Tests.DataSets.Fetching;

/// <summary>What a request asked for.</summary>
/// <param name="From">Of its Range; null without one.</param>
/// <param name="IfRange">Null without one.</param>
internal sealed record Asked(long? From, string? IfRange);

/// <summary>
/// An HTTP server that says on the wire exactly what a test tells it to, lies included: each connection is one request, and
/// gets the bytes that the script gives for it, and is closed.
/// </summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<Asked, int, Answer> script;
    private readonly CancellationTokenSource ended = new();
    private readonly Task serving;

    /// <param name="script">From a request and its number, from 0, to the answer.</param>
    public ScriptedServer(Func<Asked, int, Answer> script)
    {
        this.script = script;
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/set.tar");
        serving = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    public ConcurrentQueue<Asked> Requests { get; } = new();

    public void Dispose()
    {
        ended.Cancel();
        serving.Wait();
        listener.Stop();
        ended.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> answers = [];
        try
        {
            while (true)
            {
                answers.Add(AnswerAsync(await listener.AcceptTcpClientAsync(ended.Token)));
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException)
        {
            // The test is over.
        }

        await Task.WhenAll(answers);
    }

    private async Task AnswerAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                await AnswerOnAsync(connection);
            }
            catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException)
            {
                // The client hung up, or the test is over.
            }
        }
    }

    private async Task AnswerOnAsync(TcpClient connection)
    {
        NetworkStream stream = connection.GetStream();
        List<string> lines = [];
        using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync(ended.Token) is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        string? Header(string name) =>
            lines
                .FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))
                ?[(name.Length + 2)..];
        Asked asked = new(
            Header("Range") is { } range ? long.Parse(range["bytes=".Length..].TrimEnd('-')) : null,
            Header("If-Range")
        );
        int number = Requests.Count;
        Requests.Enqueue(asked);
        Answer answer = script(asked, number);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer.Head), ended.Token);
        await stream.WriteAsync(answer.Body, ended.Token);
        await stream.FlushAsync(ended.Token);
        if (answer.Hangs)
        {
            await Task.Delay(Timeout.Infinite, ended.Token);
        }
    }
}

/// <summary>Bytes on the wire.</summary>
/// <param name="Head">Status line and headers, with the empty line.</param>
/// <param name="Body">What follows; nothing checks it against the head.</param>
/// <param name="Hangs">The connection stays open without another byte.</param>
internal sealed record Answer(string Head, byte[] Body, bool Hangs = false)
{
    public const string Tag = "\"first\"";

    public static Answer Status(string status) => new(Lines(status, "Content-Length: 0"), []);

    /// <summary>The whole, or as much of it as comes before the connection breaks.</summary>
    public static Answer Whole(byte[] content, int? cut = null, long? length = null, string tag = Tag) =>
        new(
            Lines("200 OK", $"Content-Length: {length ?? content.Length}", $"ETag: {tag}"),
            content[..(cut ?? content.Length)]
        );

    /// <summary>What was asked for, as an honest server answers, or as much of it as comes.</summary>
    public static Answer Range(byte[] content, Asked asked, int? cut = null, string tag = Tag)
    {
        if (asked.From is not { } from || (asked.IfRange is { } wanted && wanted != tag))
        {
            return Whole(content, cut, tag: tag);
        }

        byte[] rest = content[(int)from..];
        return Part(rest[..Math.Min(cut ?? rest.Length, rest.Length)], from, content.Length, rest.Length, tag);
    }

    public static Answer Part(byte[] body, long from, long total, int length, string tag = Tag) =>
        new(
            Lines(
                "206 Partial Content",
                $"Content-Length: {length}",
                $"Content-Range: bytes {from}-{from + length - 1}/{total}",
                $"ETag: {tag}"
            ),
            body
        );

    public static string Lines(string status, params string[] headers) =>
        $"HTTP/1.1 {status}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}Connection: close\r\n\r\n";
}
