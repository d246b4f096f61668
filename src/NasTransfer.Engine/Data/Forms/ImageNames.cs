namespace NasTransfer.Engine.Data.Forms;

/// <summary>Which files count as images, by name; whether they are is seen when they are decoded.</summary>
internal static class ImageNames
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];

    public static bool IsImage(string file) =>
        !file.StartsWith('.') && Extensions.Contains(Path.GetExtension(file).ToLowerInvariant());
}
