namespace NasTransfer.Engine.Runtime.Collectives;

/// <summary>
/// The ranks cannot work together: launcher and library do not belong to each other, or a library reports an error. The
/// message is one sentence; the command line exits with 70 (EX_SOFTWARE of sysexits.h).
/// </summary>
public sealed class CollectiveException(string message) : Exception(message);
