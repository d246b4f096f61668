using System.Globalization;
using System.Numerics;
using NasTransfer.Engine;
using NasTransfer.Engine.Architectures;
using NasTransfer.Study.DataSets.Catalogue;
using NasTransfer.Study.Proxies;
using NasTransfer.Study.Units;

namespace NasTransfer.Claims.Observations;

/// <summary>One line of a results file, on its way to an observation.</summary>
internal sealed class ResultsRow(string file, int line, IReadOnlyDictionary<string, string> fields)
{
    /// <exception cref="BadInputException">A field is wrong; the sentence names file, line, column and value.</exception>
    public Observation Read()
    {
        string method = OneOf(ResultsColumn.Method, MethodCatalogue.Names)!;
        bool diverged = Optional(ResultsColumn.Diverged) is not null && Flag(ResultsColumn.Diverged);
        double last = Top1(diverged);
        return new Observation
        {
            Experiment = Optional(ResultsColumn.Experiment),
            Source = Source(method),
            Proxy = Proxy(),
            Target = Set(ResultsColumn.Target) ?? throw Empty(ResultsColumn.Target, "the paper's name of a set"),
            Method = method,
            SearchSeed = Required<ulong>(ResultsColumn.SearchSeed, "a whole number from 0"),
            AugmentSeed = Required<ulong>(ResultsColumn.AugmentSeed, "a whole number from 0"),
            Cells = Cells(),
            Tricks = Tricks(),
            Genotype = Genotype(),
            Top1Last = last,
            Top1Best = Best(last),
            Diverged = diverged,
            Parameters = Amount<long>(ResultsColumn.Parameters),
            Macs = Amount<long>(ResultsColumn.Macs),
            SearchImages = Amount<long>(ResultsColumn.SearchImages),
            SearchMacs = Amount<double>(ResultsColumn.SearchMacs),
            SearchSeconds = Amount<double>(ResultsColumn.SearchSeconds),
            AugmentImages = Amount<long>(ResultsColumn.AugmentImages),
            AugmentMacs = Amount<double>(ResultsColumn.AugmentMacs),
            AugmentSeconds = Amount<double>(ResultsColumn.AugmentSeconds),
        };
    }

    private string? Source(string method)
    {
        string? source = Set(ResultsColumn.Source);
        return (source, method == Observation.RandomSampling) switch
        {
            (null, false) => throw Empty(ResultsColumn.Source, $"the set that {method} searched"),
            (not null, true) => throw Wrong(
                ResultsColumn.Source,
                source,
                "empty, for random sampling searches nothing"
            ),
            _ => source,
        };
    }

    private string? Proxy()
    {
        string? name = OneOf(ResultsColumn.Proxy, ProxyCatalogue.All.Select(proxy => proxy.Name));
        if (name is null)
        {
            return null;
        }

        string source = ProxyCatalogue.Find(name).Source;
        return source == Set(ResultsColumn.Source)
            ? name
            : throw Wrong(ResultsColumn.Proxy, name, $"a proxy of the line's source, and this one is of {source}");
    }

    private double Top1(bool diverged)
    {
        if (diverged && Optional(ResultsColumn.Top1) is null)
        {
            return double.NaN;
        }

        return Percent(ResultsColumn.Top1) ?? throw Empty(ResultsColumn.Top1, "a percentage, unless the run diverged");
    }

    private double Best(double last)
    {
        double? best = Percent(ResultsColumn.Top1Best);
        return best < last
            ? throw Wrong(
                ResultsColumn.Top1Best,
                fields[ResultsColumn.Top1Best],
                $"at least {ResultsColumn.Top1}, the last epoch's"
            )
            : best ?? double.NaN;
    }

    private int Cells()
    {
        const string right = "a whole number from 1";
        int cells = Required<int>(ResultsColumn.Cells, right);
        return cells >= 1 ? cells : throw Wrong(ResultsColumn.Cells, fields[ResultsColumn.Cells], right);
    }

    private TrainingTricks Tricks() =>
        (Flag(ResultsColumn.DropPath) ? TrainingTricks.DropPath : 0)
        | (Flag(ResultsColumn.Auxiliary) ? TrainingTricks.AuxiliaryHead : 0)
        | (Flag(ResultsColumn.Cutout) ? TrainingTricks.Cutout : 0)
        | (
            Optional(ResultsColumn.LabelSmoothing) is not null && Flag(ResultsColumn.LabelSmoothing)
                ? TrainingTricks.LabelSmoothing
                : 0
        );

    private Genotype? Genotype()
    {
        if (Optional(ResultsColumn.Genotype) is not { } text)
        {
            return null;
        }

        try
        {
            return Engine.Architectures.Genotype.Parse(text);
        }
        catch (GenotypeFormatException e)
        {
            throw new BadInputException($"{file}, line {line}: {e.Message}", e);
        }
    }

    // ---- one field ------------------------------------------------------------------------------------------------

    private string? Set(string column) => OneOf(column, DataSetCatalogue.All.Select(set => set.Name));

    /// <summary>The catalogue's spelling; case does not matter. Null where the field is empty.</summary>
    private string? OneOf(string column, IEnumerable<string> names)
    {
        string text = fields[column];
        if (text.Length == 0 && column != ResultsColumn.Method)
        {
            return null;
        }

        return names.FirstOrDefault(name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase))
            ?? throw Wrong(column, text, string.Join(" or ", names));
    }

    private bool Flag(string column) =>
        fields[column] switch
        {
            "0" or "false" => false,
            "1" or "true" => true,
            var text => throw Wrong(column, text, "0, 1, false or true"),
        };

    private double? Percent(string column) =>
        Number<double>(column, "a percentage from 0 to 100") is { } value
            ? value is >= 0 and <= 100
                ? value
                : throw Wrong(column, fields[column], "a percentage from 0 to 100")
            : null;

    private T? Amount<T>(string column)
        where T : struct, INumber<T>
    {
        const string right = "a number from 0";
        return Number<T>(column, right) is { } value
            ? value >= T.Zero && T.IsFinite(value)
                ? value
                : throw Wrong(column, fields[column], right)
            : null;
    }

    private T Required<T>(string column, string right)
        where T : struct, INumber<T> => Number<T>(column, right) ?? throw Empty(column, right);

    private T? Number<T>(string column, string right)
        where T : struct, INumber<T>
    {
        if (Optional(column) is not { } text)
        {
            return null;
        }

        return T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value)
            ? value
            : throw Wrong(column, text, right);
    }

    private string? Optional(string column) =>
        fields.TryGetValue(column, out string? text) && text.Length > 0 ? text : null;

    private BadInputException Empty(string column, string right) => Wrong(column, fields[column], right);

    private BadInputException Wrong(string column, string text, string right) =>
        ObservationCsv.Wrong(file, line, $"{column} is '{text}'; it must be {right}");
}
