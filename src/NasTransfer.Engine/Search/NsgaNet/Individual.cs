using System.Collections.Immutable;
using NasTransfer.Engine.Architectures;

namespace NasTransfer.Engine.Search.NsgaNet;

/// <summary>The two objectives, both minimised.</summary>
/// <param name="Error">100 − top-1 on the validation part, in percent.</param>
/// <param name="Macs">Multiply-adds of one image, forward.</param>
public readonly record struct Fitness(double Error, double Macs);

/// <summary>A member of the population.</summary>
/// <param name="Genes">Its encoding, of which <paramref name="Genotype"/> is the canonical form.</param>
/// <param name="Generation">Where it was born; 0 is the initial population.</param>
/// <param name="Rank">Its front among those it survived with; 0 is not dominated. Set by <see cref="Evolution"/>.</param>
/// <param name="Crowding">Its crowding distance in that front.</param>
internal sealed record Individual(
    ImmutableArray<int> Genes,
    Genotype Genotype,
    Fitness Fitness,
    int Generation,
    int Rank = 0,
    double Crowding = 0
);
