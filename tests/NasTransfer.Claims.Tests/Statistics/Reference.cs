using System.Globalization;

namespace NasTransfer.Claims.Tests.Statistics;

/// <summary>What R says: reference.csv, printed by reference.R beside it.</summary>
internal static class Reference
{
    private static readonly Lazy<ILookup<(string Case, string Kind, string Name), double[]>> Lines = new(Read);

    public static double[] Input(string @case, string name) => Lines.Value[(@case, "input", name)].Single();

    public static double[] Outputs(string @case, string name) => Lines.Value[(@case, "output", name)].Single();

    public static double Output(string @case, string name) => Outputs(@case, name).Single();

    private static ILookup<(string, string, string), double[]> Read() =>
        File.ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "Statistics", "reference.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .ToLookup(
                fields => (fields[0], fields[1], fields[2]),
                fields =>
                    fields[3].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray()
            );
}
