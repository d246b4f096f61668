namespace NasTransfer.Engine.Training;

/// <summary>A learning rate that falls along half a cosine, once an epoch.</summary>
public static class CosineSchedule
{
    /// <summary>lr(e) = lr_min + ½·(lr₀ − lr_min)·(1 + cos(π·e/E)), e = 0 … E − 1.</summary>
    public static double At(int epoch, int epochs, double initial, double minimum = 0) =>
        minimum + 0.5 * (initial - minimum) * (1 + Math.Cos(Math.PI * epoch / epochs));
}
