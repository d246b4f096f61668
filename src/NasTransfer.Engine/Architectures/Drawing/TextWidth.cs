namespace NasTransfer.Engine.Architectures.Drawing;

/// <summary>Widths of text in Helvetica and its metric twins (Arial, Liberation Sans), in px.</summary>
internal static class TextWidth
{
    // Advance widths in 1/1000 em, by groups of equal width.
    private static readonly Dictionary<char, int> Widths = Group(
        (222, "ijl'"),
        (278, "ft .,:;/I!"),
        (333, "r-()"),
        (500, "ckvsxyzJ"),
        (556, "abdeghnopqu_0123456789L"),
        (584, "×+=<>–"),
        (611, "FTZ"),
        (667, "ABEKPSVXY"),
        (722, "wCDHNRU"),
        (778, "GOQ"),
        (833, "mM"),
        (944, "W")
    );

    private const int Otherwise = 667;

    public static double Of(string text, double fontSize) =>
        text.Sum(character => Widths.GetValueOrDefault(character, Otherwise)) * fontSize / 1000;

    private static Dictionary<char, int> Group(params (int Width, string Characters)[] groups) =>
        groups.SelectMany(group => group.Characters.Select(c => (c, group.Width))).ToDictionary();
}
