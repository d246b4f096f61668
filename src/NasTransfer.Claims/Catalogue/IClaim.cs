using System.Collections.Immutable;
using NasTransfer.Claims.Observations;

namespace NasTransfer.Claims.Catalogue;

/// <summary>A claim that can be judged.</summary>
public interface IClaim
{
    ClaimDefinition Definition { get; }

    /// <summary>The experiments that it rests on, by name (see <see cref="Study.Experiments.PaperExperiments"/>).</summary>
    ImmutableArray<string> Needs { get; }

    /// <summary>
    /// A function of the observations and of what was known before them, and of nothing else. Its p is adjusted over the
    /// claims of its family by <see cref="ClaimJudge"/>.
    /// </summary>
    ClaimResult Judge(IEnumerable<Observation> observations, ClaimSetting setting);
}
