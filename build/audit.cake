// Target Audit: the paper's claims against its own printed tables.

Task("Audit")
    .Description("Holds the paper's claims against its own printed tables; runs nothing. --claim=C25 shows all checks of one")
    .Does(() =>
    {
        Build("src/NasTransfer.Cli", "Release");
        var tool = System.IO.Path.Combine(root, "src", "NasTransfer.Cli", "bin", "Release", "net10.0", "nastransfer.dll");
        var arguments = new ProcessArgumentBuilder().AppendQuoted(tool).Append("audit");
        if (claim != "")
        {
            arguments.Append("--claim").AppendQuoted(claim);
        }

        // The tool says itself what is wrong, in one sentence; its exit codes are ours.
        var exitCode = StartProcess("dotnet", new ProcessSettings { Arguments = arguments, WorkingDirectory = root });
        if (exitCode != 0)
        {
            System.Environment.Exit(exitCode);
        }
    });
