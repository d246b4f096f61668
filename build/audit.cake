// Target Audit: the paper's claims against its own printed tables, or against somebody's results.

Task("Audit")
    .Description("Holds the paper's claims against its own printed tables, or a file of results. --claim=C25 --results=FILE.csv")
    .Does(() =>
    {
        Build("src/NasTransfer.Cli", "Release");
        var tool = System.IO.Path.Combine(root, "src", "NasTransfer.Cli", "bin", "Release", "net10.0", "nastransfer.dll");
        var arguments = new ProcessArgumentBuilder().AppendQuoted(tool).Append("audit");
        if (claim != "")
        {
            arguments.Append("--claim").AppendQuoted(claim);
        }

        Require(resultsFiles.Length <= 1, "--results is given several times; the audit judges one file (target Report shows several).");
        foreach (var file in resultsFiles)
        {
            arguments.Append("--results").AppendQuoted(file);
        }

        // The tool says itself what is wrong, in one sentence; its exit codes are ours.
        var exitCode = StartProcess("dotnet", new ProcessSettings { Arguments = arguments, WorkingDirectory = root });
        if (exitCode != 0)
        {
            System.Environment.Exit(exitCode);
        }
    });
