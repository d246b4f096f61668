using NasTransfer.Engine.Architectures;
using NasTransfer.Engine.Search;
using NasTransfer.Engine.Training;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Units;

namespace NasTransfer.Study.Tests;

/// <summary>Units that take no time.</summary>
internal static class Fakes
{
    public static Genotype Genotype(ulong seed)
    {
        Cell cell = new(
            [
                .. Enumerable
                    .Range(0, 4)
                    .Select(node => new Node(
                        new Edge((Primitive)((seed + (ulong)node) % 7), 0),
                        new Edge((Primitive)(seed / 7 % 7), 1)
                    )),
            ],
            [2, 3, 4, 5]
        );
        return new Genotype(cell, cell);
    }

    public static AugmentResult Result(double top1, bool diverged = false) =>
        new(top1, top1, 0, diverged, [new AugmentEpoch(0, 0.025, 1.5, 40, 1.6, top1)], 1234, 5678, 100, "00");

    /// <summary>Counts the units that really run.</summary>
    public static UnitWork Work(List<string> ran) =>
        new(
            (unit, _, progress, _, cancellation) =>
            {
                cancellation.ThrowIfCancellationRequested();
                ran.Add(unit.Title);
                progress?.Report(new SearchProgress(0, 1, 1, 2, null));
                return new SearchResult(unit.Method, unit.Seed, Genotype(unit.Seed + Shift(unit)), [], SearchCost.Zero);
            },
            (unit, train, test, progress, _, _) =>
            {
                ran.Add(unit.Title);
                progress?.Report(new AugmentProgress(0, 1, 1, 4, null));
                return Result(train.Count + test.Count);
            }
        );

    // Another genotype for every source, as a real search would give.
    private static ulong Shift(SearchUnit unit) => 21 * (ulong)(unit.Source?.Role.Length % 6 ?? 0);
}
