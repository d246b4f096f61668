// Target Plan: what a profile runs and costs, before anything runs. `nastransfer plan` takes more options.

Task("Plan")
    .Description("Shows what a study runs and costs. --profile=tiny|medium|full --data=DIR --only=C01,C07")
    .Does(() =>
    {
        Build("src/NasTransfer.Cli", "Release");
        var arguments = $"run --project src/NasTransfer.Cli -c Release --no-build -- plan --profile \"{ProfilePath()}\"";
        arguments += data == "" ? "" : $" --data \"{data}\"";
        arguments += only == "" ? "" : $" --only {only}";
        RunOrStop("dotnet", arguments, "There is no plan: see above.");
    });

string ProfilePath() => System.IO.Path.Combine(root, "build", "profiles", profile + ".json");
