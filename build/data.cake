// Target Data: the official files of one of the paper's sets, or the list of what there is.

Task("Data")
    .Description("Downloads a data set and verifies it; without --set, lists what there is. --set=NAME --data=DIR")
    .Does(() =>
    {
        Build("src/NasTransfer.Cli", "Release");
        var tool = System.IO.Path.Combine(root, "src", "NasTransfer.Cli", "bin", "Release", "net10.0", "nastransfer.dll");
        var folder = data == "" ? System.IO.Path.Combine(root, "data") : data;
        var arguments = new ProcessArgumentBuilder().AppendQuoted(tool).Append("data");
        if (set == "")
        {
            arguments.Append("list");
        }
        else
        {
            arguments.Append("fetch").AppendQuoted(set).Append("--to").AppendQuoted(folder);
        }

        // The tool says itself what is wrong, in one sentence; its exit codes are ours.
        var exitCode = StartProcess("dotnet", new ProcessSettings { Arguments = arguments, WorkingDirectory = root });
        if (exitCode != 0)
        {
            System.Environment.Exit(exitCode);
        }
    });
