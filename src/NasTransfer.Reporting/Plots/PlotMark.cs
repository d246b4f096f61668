using NasTransfer.Claims.Observations;

namespace NasTransfer.Reporting.Plots;

/// <summary>What stands for a run. Methods differ in shape as well as in colour.</summary>
internal enum PlotMark
{
    Circle,
    Square,
    Triangle,
    Diamond,
    Cross,
}

/// <summary>How one method looks in every figure.</summary>
/// <param name="Colour">A variable of the page's style.</param>
internal sealed record MethodLook(string Method, string Colour, PlotMark Mark)
{
    private static readonly MethodLook[] All =
    [
        new("DARTS", "--first", PlotMark.Circle),
        new("ENAS", "--second", PlotMark.Square),
        new("NAO", "--third", PlotMark.Triangle),
        new("NSGANet", "--fourth", PlotMark.Diamond),
        new(Observation.RandomSampling, "--random", PlotMark.Circle),
    ];

    public string Fill => $"fill=\"var({Colour})\" fill-opacity=\".65\"";

    public string Line => $"stroke=\"var({Colour})\" stroke-width=\"2.5\"";

    public string Thin => $"stroke=\"var({Colour})\" stroke-width=\"1.5\"";

    public static MethodLook Of(string method) => All.Single(look => look.Method == method);
}
