using NasTransfer.Engine;
using NasTransfer.Engine.Data;
using NasTransfer.Engine.Search;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution;

/// <summary>The images that units name. What it gives has the fingerprints that the unit asks for, or it throws.</summary>
public interface IUnitImages
{
    /// <summary>The two halves of a search's source; null for random sampling, which looks at none.</summary>
    /// <exception cref="BadInputException">The images are not there, or are others than the unit's.</exception>
    SearchData? Of(SearchUnit unit);

    /// <summary>What an augment run is trained and tested on.</summary>
    /// <exception cref="BadInputException">The images are not there, or are others than the unit's.</exception>
    (IImageSource Train, IImageSource Test) Of(AugmentUnit unit);
}
