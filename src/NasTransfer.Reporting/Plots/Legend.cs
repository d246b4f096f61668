using NasTransfer.Reporting.Pages;

namespace NasTransfer.Reporting.Plots;

/// <summary>Which mark is which method, above a figure.</summary>
internal static class Legend
{
    public static void Write(Html page, IEnumerable<string> methods)
    {
        page.Raw("<ul class=\"legend\">\n");
        foreach (MethodLook look in methods.Distinct().Select(MethodLook.Of))
        {
            page.Raw("<li>").Raw(SvgCanvas.Sign(look)).Text(look.Method).Raw("</li>\n");
        }

        page.Raw("</ul>\n");
    }
}
