// Target Plan: what a profile runs and costs, before anything runs. `nastransfer plan` takes more options.

Task("Plan")
    .Description("Shows what a study runs and costs. --profile=tiny|medium|full --data=DIR --only=C01,C07")
    .Does(() => BuildAndRunTool(["plan"], ("--profile", ProfilePath()), ("--data", data), ("--only", only)));

string ProfilePath() => System.IO.Path.Combine(root, "build", "profiles", profile + ".json");
