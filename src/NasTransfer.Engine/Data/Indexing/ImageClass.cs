namespace NasTransfer.Engine.Data.Indexing;

/// <summary>A class of a data set.</summary>
/// <param name="Id">What its folder, WordNet id or number is; unique in the set.</param>
/// <param name="Name">What people call it; unique in the set.</param>
public sealed record ImageClass(string Id, string Name);
