// Without a target: what there is.

Task("Help")
    .Description("Prints this list.")
    .Does(() =>
    {
        Console.WriteLine("usage: dotnet cake --target=TARGET [--argument=value …]      (or ./build.sh, ./build.ps1)");
        Console.WriteLine();
        foreach (var task in Tasks)
        {
            Console.WriteLine($"  {task.Name, -10} {task.Description}");
        }
    });
