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
        Console.WriteLine($"Reproducing: profile {profile}, {images}, device {device} …");
        var environment = new Dictionary<string, string>
        {
            ["NASTRANSFER_PROFILE"] = profile,
            ["NASTRANSFER_DATA"] = data,
            ["NASTRANSFER_DEVICE"] = device,
            ["NASTRANSFER_RESULTS"] = results,
        };
        var result = RunTests(Reproduction, "Release", results, environment);
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
