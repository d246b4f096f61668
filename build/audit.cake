// Target Audit: the paper's claims against its own printed tables, or against somebody's results.

Task("Audit")
    .Description("Holds the paper's claims against its own printed tables, or a file of results. --claim=C25 --results=FILE.csv")
    .Does(() =>
    {
        Require(resultsFiles.Length <= 1, "--results is given several times; the audit judges one file (target Report shows several).");
        BuildAndRunTool(["audit"], ("--claim", claim), ("--results", resultsFiles.SingleOrDefault() ?? ""));
    });
