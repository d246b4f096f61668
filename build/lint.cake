// Target Lint: formatting and analyzers.

Task("Lint")
    .Description("Checks the formatting (CSharpier) and builds everything with analyzers; warnings are errors.")
    .Does(() =>
    {
        RunOrStop(
            "dotnet",
            "csharpier check .",
            "Some files are not formatted; run `dotnet csharpier format .` and commit what it changes."
        );
        Build(Solution, "Release");
        Console.WriteLine("Lint is clean.");
    });
