using NasTransfer.Study.Units;

namespace NasTransfer.Study.Execution.Slurm;

/// <summary>Tells tasks apart whether or not the genotype of a training is known; equal tasks of two plans have one.</summary>
internal readonly record struct TaskId(string Sha256)
{
    public static TaskId Of(UnitTask task) => new(CanonicalJson.Sha256(CanonicalJson.Of(task with { Title = "" })));
}
