// Target Reproduce: the claim fixtures of tests/NasTransfer.Reproduction on one profile, then the verdicts.

Task("Reproduce")
    .Description(
        "Searches, trains and judges the paper's claims. --profile=tiny|medium|full --data=DIR --device=cpu|cuda --only=C01,C07 --workers=N --executor=local|slurm"
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
        RunUnits(System.IO.Path.Combine(results, "store"));

        var environment = new Dictionary<string, string>
        {
            ["NASTRANSFER_PROFILE"] = profile,
            ["NASTRANSFER_DATA"] = data,
            // Unless said, the device is the profile's.
            ["NASTRANSFER_DEVICE"] = device,
            ["NASTRANSFER_RESULTS"] = results,
            ["NASTRANSFER_EXECUTOR"] = executor,
        };
        var result = RunTests(Reproduction, "Release", results, environment, OnlyFilter());
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

// What the store lacks is run here, by worker processes or by jobs of a cluster; the fixtures then find all of it. A unit that fails is told, and
// makes the claims that need it red.
void RunUnits(string store)
{
    var arguments = new List<string>
    {
        System.IO.Path.Combine(root, "tests", Reproduction, "bin", "Release", "net10.0", "nastransfer.dll"),
        "run",
        "--profile",
        ProfilePath(),
        "--store",
        store,
    };
    void Add(string name, string value)
    {
        if (value != "")
        {
            arguments.Add(name);
            arguments.Add(value);
        }
    }

    Add("--data", data);
    Add("--device", device);
    Add("--only", only);
    Add("--workers", workers);
    Add("--executor", executor);
    var settings = new ProcessSettings { WorkingDirectory = root };
    settings.WithArguments(builder => arguments.ForEach(argument => builder.AppendQuoted(argument)));
    var exitCode = StartProcess("dotnet", settings);
    if (exitCode == 2)
    {
        Stop(2, "Nothing was run: see above.");
    }
}

// --only=C01,C07 → the fixtures of these claims.
string OnlyFilter() =>
    string.Join(" | ", only.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(claim => $"FullyQualifiedName~Claims.{claim.Trim()}"));
