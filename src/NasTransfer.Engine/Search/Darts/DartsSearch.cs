namespace NasTransfer.Engine.Search.Darts;

/// <summary>DARTS: a supernet whose edges mix all operations, weighted by softmax(α), trained with α in turn.</summary>
public sealed class DartsSearch(DartsOptions options) : ISearch
{
    public string Method => "DARTS";

    public DartsOptions Options { get; } = options;

    public SearchResult Run(
        SearchData data,
        ulong seed,
        IProgress<SearchProgress>? progress = null,
        CancellationToken cancellation = default
    ) => throw new NotImplementedException("lands with the engine");
}
