using NasTransfer.Study.Execution.Slurm;

namespace NasTransfer.Study.Tests.Execution.Slurm;

/// <summary>Commands of a Slurm that is not there: says what it was told to say, and remembers what it was asked.</summary>
internal sealed class FakeCommands : ICommandRunner
{
    private readonly Dictionary<string, CommandOutcome?> answers = [];

    /// <summary>Each as one line of words.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>A Slurm with an empty queue, one partition, and this host as its one node; job ids count from 1001.</summary>
    public static FakeCommands Idle() =>
        new FakeCommands()
            .Saying("scontrol", "MaxArraySize            = 1001\n")
            .Saying("squeue", "")
            .Saying("sinfo", "main\n")
            .Saying("scancel", "");

    public FakeCommands Saying(string command, string output)
    {
        answers[command] = new CommandOutcome(0, output, "");
        return this;
    }

    public FakeCommands Failing(string command, string error)
    {
        answers[command] = new CommandOutcome(1, "", error);
        return this;
    }

    public CommandOutcome? Run(string command, IReadOnlyList<string> arguments)
    {
        Asked.Add($"{command} {string.Join(' ', arguments)}");
        return answers.TryGetValue(command, out CommandOutcome? answer) ? answer
            : command == "sbatch" && answers.Count > 0
                ? new CommandOutcome(0, $"{1000 + Asked.Count(line => line.StartsWith("sbatch --parsable"))};nas\n", "")
            : null;
    }
}
