namespace NasTransfer.Engine.Architectures;

/// <summary>
/// The eight operations of the DARTS search space. The numbers are the columns of α; <see cref="None"/> is last, so that
/// a genotype, which never contains it, uses 0 … 6.
/// </summary>
public enum Primitive
{
    MaxPool3x3 = 0,
    AvgPool3x3 = 1,
    SkipConnect = 2,
    SepConv3x3 = 3,
    SepConv5x5 = 4,
    DilConv3x3 = 5,
    DilConv5x5 = 6,
    None = 7,
}
