// Target Accept: what the last run received takes the place of what was approved. Look at the difference first.

Task("Accept")
    .Description("Approves the received snapshots of a profile: expected/PROFILE/*.received.* become *.verified.*. --profile=…")
    .Does(() =>
    {
        var folder = System.IO.Path.Combine(root, "expected", profile);
        var received = System.IO.Directory.Exists(folder)
            ? System.IO.Directory.GetFiles(folder, "*.received.*").OrderBy(path => path, StringComparer.Ordinal).ToArray()
            : [];
        foreach (var path in received)
        {
            System.IO.File.Move(path, path.Replace(".received.", ".verified."), overwrite: true);
            Console.WriteLine($"approved {System.IO.Path.GetFileName(path).Replace(".received.", ".verified.")}");
        }

        Console.WriteLine(
            received.Length == 0
                ? $"There is nothing to approve in {folder}; a Reproduce whose results differ leaves its own there."
                : $"{received.Length} snapshots approved; `git diff expected` shows what changed."
        );
    });
