// Target Clean: everything that a build or a run made. Cake's own script cache (tools/) stays: it is in use.

Task("Clean")
    .Description("Removes bin, obj and artifacts.")
    .Does(() =>
    {
        var made = new[] { "src", "tests" }
            .SelectMany(part => System.IO.Directory.GetDirectories(System.IO.Path.Combine(root, part)))
            .SelectMany(project => new[] { "bin", "obj" }, (project, part) => System.IO.Path.Combine(project, part))
            .Append(artifacts)
            .Where(folder => System.IO.Directory.Exists(folder))
            .ToArray();
        foreach (var folder in made)
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }

        Console.WriteLine($"Removed {made.Length} folders.");
    });
