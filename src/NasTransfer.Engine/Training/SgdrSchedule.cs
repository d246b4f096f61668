namespace NasTransfer.Engine.Training;

/// <summary>
/// A learning rate that falls along half a cosine and starts again from the top, each time over a longer period
/// (Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017).
/// </summary>
public static class SgdrSchedule
{
    /// <summary>
    /// lr(e) = lr_min + ½·(lr_max − lr_min)·(1 + cos(π·t/T_i)), t being the epochs since the last restart and
    /// T_i = T₀·m^i the length of the present period.
    /// </summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="period">T₀: epochs of the first period, 1 or more.</param>
    /// <param name="multiplier">m: how much longer each period is than the one before, 1 or more.</param>
    public static double At(int epoch, double maximum, double minimum, int period, int multiplier)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(multiplier, 1);
        long length = period;
        long sinceRestart = epoch;
        while (sinceRestart >= length)
        {
            sinceRestart -= length;
            length *= multiplier;
        }

        return minimum + 0.5 * (maximum - minimum) * (1 + Math.Cos(Math.PI * sinceRestart / length));
    }
}
