using System.Text.Json.Serialization;
using NasTransfer.Engine.Networks;
using NasTransfer.Engine.Options;
using NasTransfer.Engine.Search.Darts;
using NasTransfer.Engine.Search.Enas;
using NasTransfer.Engine.Search.Nao;
using NasTransfer.Engine.Search.NsgaNet;
using NasTransfer.Engine.Search.RandomSampling;

namespace NasTransfer.Engine.Search;

/// <summary>The options of one method: all that a search needs beside data and seed. In JSON its name stands under "method".</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "method")]
[JsonDerivedType(typeof(DartsOptions), DartsSearch.Name)]
[JsonDerivedType(typeof(EnasOptions), EnasSearch.Name)]
[JsonDerivedType(typeof(NsgaNetOptions), NsgaNetSearch.Name)]
[JsonDerivedType(typeof(NaoOptions), NaoSearch.Name)]
[JsonDerivedType(typeof(RandomSamplingOptions), RandomSamplingSearch.Name)]
public interface ISearchOptions : IOptions
{
    /// <summary>What stands before the first cell of the networks that the search trains. Random sampling trains none.</summary>
    Stem Stem => Stem.Cifar;

    /// <exception cref="BadInputException">A value is out of range.</exception>
    ISearch CreateSearch();
}
