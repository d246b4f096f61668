// Target Reproduce: the claim fixtures of tests/NasTransfer.Reproduction on one profile, then the verdicts.

Task("Reproduce")
    .Description(
        "Searches, trains and judges the paper's claims. --profile=tiny|medium|full --data=DIR --device=cpu|cuda"
    )
    .Does(() =>
    {
        Build($"tests/{Reproduction}", "Release");

        // Real and generated images have different results and different snapshots, so different folders.
        var results = System.IO.Path.Combine(artifacts, "reproduce", data == "" ? profile : profile + "-data");
        var verdicts = System.IO.Path.Combine(results, "verdicts.txt");
        var page = System.IO.Path.Combine(results, "index.html");
        System.IO.Directory.CreateDirectory(results);
        // A run that dies must not show the verdicts of the run before it.
        System.IO.File.Delete(verdicts);
        System.IO.File.Delete(page);

        var images = data == "" ? "generated images" : $"images in {data}";
        Console.WriteLine($"Reproducing: profile {profile}, {images} …");
        var environment = new Dictionary<string, string>
        {
            ["NASTRANSFER_PROFILE"] = profile,
            ["NASTRANSFER_DATA"] = data,
            // Unless said, the device is the profile's.
            ["NASTRANSFER_DEVICE"] = device,
            ["NASTRANSFER_RESULTS"] = results,
        };
        var result = RunTests(Reproduction, "Release", results, environment, ShowProgress());
        Print(result);

        if (System.IO.File.Exists(verdicts))
        {
            Console.WriteLine();
            Console.WriteLine(System.IO.File.ReadAllText(verdicts).TrimEnd());
            Console.WriteLine();
        }

        if (System.IO.File.Exists(page))
        {
            Console.WriteLine($"The page: {page}");
        }

        if (result.Failed > 0)
        {
            Stop(1, "The reproduction is red: see the failures above.");
        }
    });

// The fixtures say "done/all what" as they go. Told here: every search and every training that has ended, and a guess at
// the time left, which takes the next ones to be like the last.
Action<string> ShowProgress()
{
    var clock = System.Diagnostics.Stopwatch.StartNew();
    var told = 0;
    return line =>
    {
        var match = System.Text.RegularExpressions.Regex.Match(line, @"^\s*(\d+)/(\d+) (.*)$");
        if (match.Success && int.Parse(match.Groups[1].Value) is var done && done > told)
        {
            told = done;
            var left = clock.Elapsed / done * (int.Parse(match.Groups[2].Value) - done);
            Console.WriteLine($"  {match.Value.Trim()}   ({left:m\\:ss} left)");
        }
    };
}
