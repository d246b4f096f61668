using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Cli.Output;
using NasTransfer.Engine;
using NasTransfer.Reporting;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Local;
using NasTransfer.Study.Plans;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Store;
using NasTransfer.Study.Units;

namespace NasTransfer.Cli.Verbs.Study;

/// <summary><c>nastransfer verify</c>: runs stored units again, and compares the bits.</summary>
internal static class VerifyVerb
{
    private const int DefaultCount = 3;

    public static Command Create(Terminal terminal)
    {
        Setting<string> store = Setting<string>.Mandatory("--store", "The folder of results.");
        Setting<int> count = Setting<int>.Of("--count", "How many units to run again.", DefaultCount);
        Option<bool> all = new("--all") { Description = "Run all stored units of the study again." };
        Setting<ulong> seed = Setting<ulong>.Of("--seed", "Which units: another seed draws others.", 0);
        Setting<int?> workers = Setting<int?>.Of("--workers", "Worker processes of one thread each.", null);
        Setting<string?> output = Setting<string?>.Of(
            "--out",
            "A file for what came out; unless said, verification.json in the store, which the report shows.",
            null
        );
        var command = new Command("verify", "Runs stored units again, and compares the bits.");
        StudyChoice.AddTo(command);
        StudyChoice.AddOnlyTo(command);
        command.Add(store);
        command.Add(count);
        command.Add(all);
        command.Add(seed);
        command.Add(workers);
        command.Add(output);
        command.SetAction(parsed =>
        {
            OutputFile.Check(output.Name, parsed.Get(output));
            bool json = parsed.GetValue(SharedOptions.Json);
            StudyInput input = StudyChoice.Read(parsed);
            Profile profile = input.LoadProfile();
            UnitPlan plan = UnitPlan.Of(StudyChoice.Plan(parsed, profile), input.Images(profile));
            int? wanted = parsed.GetValue(all) ? null : parsed.Get(count);
            if (wanted < 1)
            {
                throw new BadInputException($"{count.Name} is {wanted}; it must be at least 1.");
            }

            DirectoryInfo scratch = Directory.CreateTempSubdirectory("nastransfer-verify-");
            try
            {
                using var stop = new StopSignals();
                LocalExecutor executor = new(
                    input.WorkerProgram(),
                    new LocalExecutorOptions { Workers = parsed.Get(workers) },
                    TimeProvider.System
                );
                RunStore results = new(parsed.Get(store));
                Verification verification = new StudyDisplay(terminal, json).Run(progress =>
                    Verification.Run(
                        plan,
                        results,
                        wanted,
                        parsed.Get(seed),
                        new RunStore(scratch.FullName),
                        executor,
                        progress,
                        stop.Token
                    )
                );
                // An empty store verifies nothing, and so leaves nothing in it.
                string? file =
                    parsed.Get(output) ?? (verification.Units.IsEmpty ? null : StoredVerification.PathIn(results));
                if (file is not null)
                {
                    OutputFile.WriteText(file, CanonicalJson.Pretty(verification) + "\n");
                }

                return Show(verification, json, terminal);
            }
            finally
            {
                scratch.Delete(recursive: true);
            }
        });
        return command;
    }

    private static int Show(Verification verification, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.Out.WriteLine(CanonicalJson.Pretty(verification));
        }
        else
        {
            foreach (VerifiedUnit unit in verification.Units)
            {
                string same =
                    unit.IsSame ? "the same bits"
                    : unit.Again is null ? "FAILED"
                    : "OTHER BITS";
                terminal.Out.WriteLine($"{unit.Key[..12]}  {same}  {unit.Title}");
            }

            int held = verification.Units.Count(unit => unit.IsSame);
            terminal.Out.WriteLine(
                $"{held} of {verification.Units.Length} units gave the same bits again; {verification.Candidates} units of the study are stored."
            );
        }

        return verification.Holds && !verification.Units.IsEmpty ? App.Fine : App.Failed;
    }
}
