using NasTransfer.Claims.Verdicts;
using NasTransfer.Reporting.Figures;
using NasTransfer.Reporting.Tables;

namespace NasTransfer.Reporting.Pages;

/// <summary>What every page has: one file, no scripts, light and dark, fit for printing and for a narrow screen.</summary>
internal static class Layout
{
    private const string Style = """
        :root { color-scheme: light dark;
          --paper: #ffffff; --ink: #1c2430; --muted: #586274; --line: #d9dee6; --soft: #f4f6f9; --accent: #1f5aa8;
          --good: #1b6e3c; --part: #0f6a72; --bad: #a3271f; --open: #855a00; --none: #586274; --invalid: #7d1d66;
          --random: #6a7385; --first: #1f5aa8; --second: #b0521a; --third: #1b6e3c; --fourth: #7d1d66; }
        @media (prefers-color-scheme: dark) { :root {
          --paper: #12161c; --ink: #e7eaf0; --muted: #a2acbb; --line: #313945; --soft: #1a2029; --accent: #86b6f5;
          --good: #6fce92; --part: #67c9d1; --bad: #f28b82; --open: #e5b95c; --none: #a2acbb; --invalid: #e58fcf;
          --random: #9aa5b5; --first: #86b6f5; --second: #f0a06a; --third: #6fce92; --fourth: #e58fcf; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 68rem; background: var(--paper); color: var(--ink);
          font: 16px/1.55 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
        h1, h2, h3 { overflow-wrap: anywhere; } h1 { font-size: 1.7rem; line-height: 1.25; margin: .2rem 0 .6rem; }
        h2 { font-size: 1.15rem; margin: 2.4rem 0 .6rem; padding-top: .9rem; border-top: 1px solid var(--line); }
        h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
        p, ul, dl { max-width: 48rem; overflow-wrap: break-word; } p { margin: .5rem 0; } .lead { font-size: 1.1rem; } .muted { color: var(--muted); }
        a { color: var(--accent); } code, pre { font: .875em/1.5 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; }
        code { overflow-wrap: anywhere; }
        pre { background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .7rem .9rem; overflow-x: auto; }
        .scroll { overflow-x: auto; margin: .8rem 0 1.2rem; }
        table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
        caption { text-align: left; color: var(--muted); padding: 0 0 .4rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); }
        th { font-weight: 600; } th.number, td.number { text-align: right; white-space: nowrap; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; margin: .6rem 0; }
        dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
        .verdict { display: inline-block; padding: .05rem .55rem; border: 1.5px solid currentColor; border-radius: 1rem;
          font-weight: 600; font-size: .9em; white-space: nowrap; }
        .reproduced { color: var(--good); } .partiallyreproduced { color: var(--part); } .notreproduced { color: var(--bad); }
        .inconclusive { color: var(--open); } .nottested { color: var(--none); } .invalid { color: var(--invalid); }
        figure { margin: 1rem 0 1.4rem; } figcaption { color: var(--muted); font-size: .9rem; max-width: 48rem; }
        figure.drawing { background: #ffffff; border-radius: 6px; padding: .4rem; overflow-x: auto; }
        figure { overflow-x: auto; } svg.plot { width: 100%; min-width: 36rem; max-width: 52rem; height: auto; display: block; }
        svg.plot text { fill: var(--ink); font: 13px system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
        svg.plot .axis { stroke: var(--line); } svg.plot .zero { stroke: var(--ink); stroke-dasharray: 3 3; }
        svg.plot text.small { fill: var(--muted); font-size: 12px; } svg.plot text.block { font-weight: 600; }
        svg.plot text.over { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
        svg.plot .band { fill: var(--random); fill-opacity: .16; }
        .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; padding: 0; margin: .8rem 0 0; }
        svg.sign { width: .9em; height: .9em; margin-right: .4em; vertical-align: -.08em; }
        .pairs td { white-space: nowrap; } .pairs span { display: block; } .pairs .paper { color: var(--muted); }
        .matrix td .verdict { margin-right: .4em; } nav a { margin-right: 1rem; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        .notice { border-left: 4px solid var(--open); background: var(--soft); padding: .6rem .9rem; max-width: 48rem; }
        details { margin: .6rem 0; } summary { cursor: pointer; }
        @media (max-width: 34rem) { body { padding: 1rem .8rem 3rem; } dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
        @media print { :root { --paper: #fff; --ink: #000; --muted: #444; --line: #bbb; --soft: #fff; --accent: #000;
            --good: #1b6e3c; --part: #0f6a72; --bad: #a3271f; --open: #855a00; --none: #444; --invalid: #7d1d66;
            --random: #6a7385; --first: #1f5aa8; --second: #b0521a; --third: #1b6e3c; --fourth: #7d1d66; }
          body { max-width: none; padding: 0; font-size: 10pt; } nav { display: none; } h2, h3 { break-after: avoid; }
          figure, tr, pre { break-inside: avoid; } .scroll, figure, pre { overflow: visible; } pre { white-space: pre-wrap; }
          table { font-size: 7pt; } th, td, th.number, td.number, .pairs td { padding-right: .4rem; white-space: normal; overflow-wrap: anywhere; }
          svg.plot, figure.drawing svg { min-width: 0; max-width: 100%; height: auto; }
          details::details-content { content-visibility: visible; } }
        """;

    public static string Page(string title, Html body) =>
        $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Html.Escape(title)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <main>
            {body}
            </main>
            </body>
            </html>

            """;

    /// <summary>Links to the other parts of the report.</summary>
    /// <param name="up">From the page to the report's folder: "" or "../".</param>
    public static void Navigation(Html page, string up) =>
        page.Raw(
            $"<nav aria-label=\"Report\"><a href=\"{up}index.html\">All claims</a><a href=\"{up}{PaperPlaces.FiguresPage}\">Figures 1–4</a><a href=\"{up}{PaperPlaces.TablesPage}\">Tables 1–4</a></nav>\n"
        );

    /// <summary>Links to the claims about a figure or a table.</summary>
    public static void Claims(Html page, PaperPlace place)
    {
        page.Raw("<p>Claims about it: ");
        page.Raw(
            string.Join(
                ", ",
                PaperPlaces
                    .ClaimsOf(place)
                    .Select(claim =>
                        $"<a href=\"claims/{claim.Id}.html\">{Html.Escape($"{claim.Id} {claim.Name}")}</a>"
                    )
            )
        );
        page.Raw("</p>\n");
    }

    /// <summary>A verdict as a coloured word; the colour only repeats it.</summary>
    public static string Chip(Verdict verdict) =>
        $"<span class=\"verdict {verdict.ToString().ToLowerInvariant()}\">{Html.Escape(Words.Of(verdict))}</span>";
}
