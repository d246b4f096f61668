using NasTransfer.Cli.Options;
using NasTransfer.Engine.Search;
using NasTransfer.Study.Profiles;

namespace NasTransfer.Cli.Methods;

/// <summary>Where the options of a search start from, before the command line changes some.</summary>
internal enum Preset
{
    /// <summary>The published budget of the method's authors.</summary>
    Original,

    /// <summary>What the study searches with in the profile of this name, here and below.</summary>
    Tiny,
    Medium,
    Full,
}

/// <summary>Reads presets.</summary>
internal static class Presets
{
    /// <exception cref="Engine.BadInputException">The profile cannot be read.</exception>
    public static Defaults<ISearchOptions> Of(Preset preset, MethodName method)
    {
        ISearchOptions original = SearchMethods.Original(method);
        return preset == Preset.Original || method == MethodName.Random
            ? new(original, null)
            : new(
                ProfileFile.Shipped(Spelling.Of(preset)).Methods[SearchMethods.PaperName(method)],
                $"profile {Spelling.Of(preset)}"
            );
    }
}
