using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>What a job array waits for, index by index: an array of the same submission, or one that is in the queue.</summary>
/// <param name="Number">Of the array in this submission; null for one that was queued before.</param>
/// <param name="Job">The job id of one that was queued before; null for one of this submission.</param>
internal readonly record struct Predecessor(int? Number, string? Job);

/// <summary>An array of jobs that ask for the same.</summary>
/// <param name="Number">In its submission, from 1.</param>
/// <param name="Ranks">Processes that run each of its units together.</param>
/// <param name="After">Task i starts when task i of it has succeeded; null for tasks that wait for nothing.</param>
/// <param name="Lines">In the order of their indices.</param>
internal sealed record JobArray(int Number, int Ranks, Predecessor? After, ImmutableArray<ManifestLine> Lines)
{
    /// <summary>For sbatch: 0-3,7.</summary>
    public string Indices
    {
        get
        {
            StringBuilder text = new();
            for (int first = 0; first < Lines.Length; )
            {
                int last = first;
                while (last + 1 < Lines.Length && Lines[last + 1].Index == Lines[last].Index + 1)
                {
                    last++;
                }

                text.Append(text.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{Lines[first].Index}");
                if (last > first)
                {
                    text.Append(CultureInfo.InvariantCulture, $"-{Lines[last].Index}");
                }

                first = last + 1;
            }

            return text.ToString();
        }
    }
}
