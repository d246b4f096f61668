using System.Text.Json;
using System.Text.Json.Serialization;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution.Workers;

/// <summary>What an executor tells a worker, on its standard input.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "order")]
[JsonDerivedType(typeof(RunOrder), "run")]
[JsonDerivedType(typeof(StopOrder), "stop")]
internal abstract record WorkerOrder;

/// <summary>Bring the result of a task into the store.</summary>
/// <param name="Store">The store's folder.</param>
internal sealed record RunOrder(UnitTask Task, string Store) : WorkerOrder;

/// <summary>Leave what you are at, and end.</summary>
internal sealed record StopOrder : WorkerOrder;

/// <summary>What a worker says, on its standard output.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "report")]
[JsonDerivedType(typeof(ReadyReport), "ready")]
[JsonDerivedType(typeof(AdvancedReport), "advanced")]
[JsonDerivedType(typeof(CompletedReport), "completed")]
[JsonDerivedType(typeof(LockedReport), "locked")]
[JsonDerivedType(typeof(FailedReport), "failed")]
internal abstract record WorkerReport;

/// <summary>It has started, and takes orders. Said once.</summary>
internal sealed record ReadyReport : WorkerReport;

/// <summary>How far the present task is.</summary>
internal sealed record AdvancedReport(int Epoch, int Epochs, double Fraction) : WorkerReport;

/// <summary>The result is in the store.</summary>
/// <param name="FromStore">Somebody else had put it there.</param>
/// <param name="Note">What was unusual about the run, in a sentence; null for nothing.</param>
/// <param name="Seconds">That this process was at it; 0 where it was there already.</param>
internal sealed record CompletedReport(bool FromStore, string? Note, double Seconds) : WorkerReport;

/// <summary>Somebody else is at the unit.</summary>
internal sealed record LockedReport : WorkerReport;

/// <summary>The task has no result. A worker says this last, and ends.</summary>
/// <param name="IsBadInput">Another try would end in the same way.</param>
internal sealed record FailedReport(string Reason, bool IsBadInput) : WorkerReport;

/// <summary>Messages as lines of text.</summary>
internal static class WorkerMessages
{
    public static void Write<T>(TextWriter writer, T message)
    {
        writer.WriteLine(JsonSerializer.Serialize(message, CanonicalJson.Options));
        writer.Flush();
    }

    /// <summary>Null if the line is something else: native code may print where it likes.</summary>
    public static T? Read<T>(string line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, CanonicalJson.Options);
        }
        catch (Exception other) when (other is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
