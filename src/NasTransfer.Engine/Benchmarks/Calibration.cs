using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NasTransfer.Engine.Benchmarks;

/// <summary>Measurements of one machine, the newest of each kind and size: what hours are reckoned from.</summary>
public sealed record Calibration(ImmutableArray<BenchmarkResult> Results)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static Calibration Empty { get; } = new([]);

    /// <summary>What a file holds, or nothing where there is none.</summary>
    /// <exception cref="BadInputException">The file is something else.</exception>
    public static Calibration Load(string path)
    {
        if (!File.Exists(path))
        {
            return Empty;
        }

        try
        {
            return JsonSerializer.Deserialize<Calibration>(File.ReadAllText(path), Form) ?? Empty;
        }
        catch (JsonException wrong)
        {
            throw new BadInputException(
                $"{path} is no calibration ({wrong.Message}); remove it, or name another file.",
                wrong
            );
        }
    }

    /// <summary>The same with one measurement more, in place of one of the same kind and size.</summary>
    public Calibration With(BenchmarkResult result) =>
        new([.. Results.Where(one => one.Kind != result.Kind || Sizes(one) != Sizes(result)), result]);

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Form) + "\n");

    // How often it was done does not matter.
    private static BenchmarkOptions Sizes(BenchmarkResult result) => result.Options with { Steps = 1, WarmUp = 0 };
}
