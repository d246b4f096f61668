namespace NasTransfer.Engine.Architectures;

/// <summary>A text is not a genotype. The message counts characters from 1, as editors do.</summary>
public sealed class GenotypeFormatException : BadInputException
{
    // Longer lines are cut around the position.
    private const int ExcerptWidth = 100;

    /// <param name="text">The whole text.</param>
    /// <param name="position">Where in it, from 0; its length is the end.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What would be right.</param>
    /// <param name="source">Where the text comes from (a file name), or null.</param>
    public GenotypeFormatException(string text, int position, string found, string expected, string? source = null)
        : base(Describe(text, position, found, expected, source))
    {
        (Text, Position, Found, Expected) = (text, position, found, expected);
    }

    public string Text { get; }

    /// <summary>Index of the first wrong character, from 0; the length of the text if it ends too early.</summary>
    public int Position { get; }

    public string Found { get; }

    public string Expected { get; }

    /// <summary>The line in question and below it a caret under the character.</summary>
    public string Excerpt
    {
        get
        {
            int start = LineStart(Text, Position);
            int end = Text.IndexOfAny(['\r', '\n'], Position);
            string line = Text[start..(end < 0 ? Text.Length : end)].Replace('\t', ' ');
            int column = Position - start;
            int cut = Math.Max(0, column - ExcerptWidth / 2);
            string shown = line.Substring(cut, Math.Min(ExcerptWidth, line.Length - cut));
            return $"{shown}\n{new string(' ', column - cut)}^";
        }
    }

    /// <summary>The same error, naming the file that the text comes from.</summary>
    internal GenotypeFormatException In(string source) => new(Text, Position, Found, Expected, source);

    private static string Describe(string text, int position, string found, string expected, string? source)
    {
        int start = LineStart(text, position);
        string line =
            start == 0 ? "" : $" (line {text.AsSpan(0, start).Count('\n') + 1}, column {position - start + 1})";
        string where = source is null ? "The genotype" : $"The genotype in '{source}'";
        return $"{where} is wrong at character {position + 1}{line}: found {found}, expected {expected}.";
    }

    private static int LineStart(string text, int position) =>
        position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
}
