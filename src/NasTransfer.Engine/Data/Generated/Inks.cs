namespace NasTransfer.Engine.Data.Generated;

/// <summary>Two colours that go together, and what people call the first.</summary>
internal sealed record Inks(string Name, Colour First, Colour Second)
{
    /// <summary>The warm ones first.</summary>
    public static Inks[] Pairs { get; } =
    [
        new("red", new(200, 45, 40), new(245, 215, 180)),
        new("orange", new(235, 140, 40), new(105, 55, 30)),
        new("yellow", new(235, 205, 60), new(60, 110, 60)),
        new("green", new(60, 150, 70), new(190, 230, 150)),
        new("teal", new(40, 140, 150), new(235, 240, 235)),
        new("blue", new(50, 80, 190), new(170, 205, 240)),
        new("purple", new(125, 60, 160), new(240, 170, 205)),
        new("grey", new(70, 70, 75), new(190, 185, 180)),
    ];
}
