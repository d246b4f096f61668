// What may be said on the command line, checked before anything runs. The other scripts only read these values.

var root = System.IO.Path.GetFullPath(Context.Environment.WorkingDirectory.FullPath);
var artifacts = System.IO.Path.Combine(root, "artifacts");

var target = Argument("target", "Help");
var profile = Argument("profile", "tiny");
var device = Argument("device", "");
var filter = Argument("filter", "");
var set = Argument("set", "");
var only = Argument("only", "");
var workers = Argument("workers", "");
var executor = Argument("executor", "");
var claim = Argument("claim", "");
// May be given several times.
var resultsFiles = Arguments<string>("results", "").Where(path => path != "").Select(FromCallersDirectory).ToArray();
var data = FromCallersDirectory(Argument("data", ""));

// build.sh and build.ps1 change into the repository; a relative --data is meant from where they were called.
string FromCallersDirectory(string path)
{
    var caller = System.Environment.GetEnvironmentVariable("NASTRANSFER_CALLED_FROM");
    return path == "" ? "" : System.IO.Path.GetFullPath(path, string.IsNullOrEmpty(caller) ? root : caller);
}

// A profile is a file: build/profiles/<name>.json.
string[] Profiles() =>
    System.IO.Directory.GetFiles(System.IO.Path.Combine(root, "build", "profiles"), "*.json")
        .Select(file => System.IO.Path.GetFileNameWithoutExtension(file))
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToArray();

void CheckArguments()
{
    var targets = Tasks.Select(task => task.Name).ToArray();
    Require(
        targets.Contains(target, StringComparer.OrdinalIgnoreCase),
        $"--target is '{target}'; the targets are {string.Join(", ", targets)}."
    );

    // Cake's own options are not ours to judge; everything else must be one of these.
    string[] ours = ["target", "profile", "data", "device", "filter", "set", "only", "workers", "executor", "claim", "results"];
    string[] cakes = ["verbosity", "exclusive", "dryrun", "no-report", "invalidate-script-cache", "skip-bootstrap"];
    foreach (var name in Context.Arguments.GetArguments().Keys)
    {
        Require(
            ours.Concat(cakes).Contains(name, StringComparer.OrdinalIgnoreCase),
            $"There is no argument --{name}; the arguments are {string.Join(", ", ours.Select(one => "--" + one))}."
        );
    }

    Require(
        Profiles().Contains(profile, StringComparer.Ordinal),
        $"--profile is '{profile}'; the profiles are {string.Join(", ", Profiles())} (build/profiles/*.json)."
    );
    Require(
        data == "" || System.IO.Directory.Exists(data),
        $"--data is '{data}', where there is no folder; give the folder that holds the image sets."
    );
    Require(executor is "" or "local" or "slurm", $"--executor is '{executor}'; it must be local or slurm.");
    Require(device is "" or "cpu" or "cuda", $"--device is '{device}'; it must be cpu or cuda.");

    // MSBuild reads the same variable (build/Libtorch.targets), so a CPU build would only fail later, and less clearly.
    var accelerator = System.Environment.GetEnvironmentVariable("Accelerator");
    Require(
        device != "cuda" || accelerator == "cuda",
        "--device=cuda needs the CUDA build of libtorch, and this is the CPU one: "
            + "set the environment variable Accelerator=cuda and run again (README, \"A machine with CUDA\")."
    );
}

// One sentence, no stack trace; 2 is "bad input" here as in `nastransfer`.
void Require(bool holds, string otherwise)
{
    if (!holds)
    {
        Stop(2, otherwise);
    }
}

void Stop(int exitCode, string sentence)
{
    Console.Out.Flush();
    Console.Error.WriteLine(sentence);
    System.Environment.Exit(exitCode);
}
