namespace NasTransfer.Engine.Training;

/// <summary>
/// A training was told to stop and has, after a whole step: with a checkpoint it goes on there as if it had not stopped.
/// </summary>
/// <param name="epoch">Epochs that have ended.</param>
/// <param name="step">Steps of the next one that have ended.</param>
public sealed class TrainingStoppedException(int epoch, int step)
    : OperationCanceledException($"The training was stopped in epoch {epoch + 1}, after step {step}.")
{
    public int Epoch { get; } = epoch;

    public int Step { get; } = step;
}
