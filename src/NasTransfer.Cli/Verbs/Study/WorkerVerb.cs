using System.CommandLine;
using NasTransfer.Cli.Options;
using NasTransfer.Study.Execution;
using NasTransfer.Study.Execution.Workers;
using NasTransfer.Study.Profiles;
using NasTransfer.Study.Units;

namespace NasTransfer.Cli.Verbs.Study;

/// <summary><c>nastransfer worker</c>: takes units of a study from its standard input. Executors start it, not people.</summary>
internal static class WorkerVerb
{
    public static Command Create()
    {
        var command = new Command(StudyInput.WorkerVerb, "Takes units of a study, a line each, from standard input.")
        {
            Hidden = true,
        };
        StudyChoice.AddTo(command);
        command.SetAction(parsed =>
        {
            StudyInput input = StudyChoice.Read(parsed);
            Profile profile = input.LoadProfile();
            StudyInput.StartRuntime(profile);
            Worker.Serve(
                input.Images(profile),
                UnitWork.OfEngine(profile.LoaderThreads),
                new Numerics(Numerics.CurrentVersion, profile.Device, profile.InstructionSet)
            );
            return App.Fine;
        });
        return command;
    }
}
