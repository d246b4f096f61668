namespace NasTransfer.Study.Store;

/// <summary>What lies in a unit's folder of a run store.</summary>
internal static class UnitFolder
{
    /// <summary>What the unit is; its hash is the folder's name.</summary>
    public const string Unit = "unit.json";

    public const string Result = "result.json";

    public const string Cost = "cost.json";

    public const string Events = "events.jsonl";

    public const string Checkpoint = "checkpoint.safetensors";

    /// <summary>What the process that ran it wrote, for people.</summary>
    public const string Log = "worker.log";

    public const string Lock = "lock";
}
