namespace NasTransfer.Engine.Search.Enas;

/// <summary>A moving average of rewards: what a reward is compared with.</summary>
/// <param name="decay">d.</param>
internal sealed class RewardBaseline(double decay, BaselineStart start)
{
    /// <summary>b; 0 before the first reward.</summary>
    public double Value { get; private set; }

    /// <summary>Whether a reward has been seen.</summary>
    public bool Started { get; private set; }

    /// <summary>b ← b − (1 − d)·(b − R). The advantage R − b is then formed with the new b, as in the original.</summary>
    /// <returns>The new b.</returns>
    public double Update(double reward)
    {
        Value = Started || start == BaselineStart.Zero ? Value - (1 - decay) * (Value - reward) : reward;
        Started = true;
        return Value;
    }

    /// <summary>From a checkpoint.</summary>
    public void Restore(double value, bool started) => (Value, Started) = (value, started);
}
