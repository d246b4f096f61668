using NasTransfer.Engine.Runtime;
using Spectre.Console;

namespace NasTransfer.Cli.Output;

/// <summary>How far a long piece of work is: a bar with the time left on a terminal, a line an epoch elsewhere.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="json">Standard output belongs to the result: show it on standard error.</param>
internal sealed class ProgressDisplay(Terminal terminal, bool json)
{
    private readonly TextWriter writer = json ? terminal.Error : terminal.Out;
    private readonly bool watched = json ? terminal.ErrorIsWatched : terminal.OutIsWatched;

    /// <summary>A line of its own, outside of any work.</summary>
    public void Line(string text) => writer.WriteLine(text);

    /// <summary>What libtorch was set up with, on one line.</summary>
    public void Line(RuntimeEnvironment environment) =>
        Line(string.Join(", ", environment.Values.Select(entry => $"{entry.Key}: {entry.Value}")));

    /// <param name="title">What is being done.</param>
    /// <param name="work">Told how to report: steps done, steps in all, and a line to leave behind or null.</param>
    public T Run<T>(string title, Func<Action<long, long, string?>, T> work)
    {
        if (!watched)
        {
            writer.WriteLine(title);
            return work(
                (_, _, line) =>
                {
                    if (line is not null)
                    {
                        writer.WriteLine(line);
                        writer.Flush();
                    }
                }
            );
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        return console
            .Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title));
                return work(
                    (done, all, line) =>
                    {
                        task.MaxValue = Math.Max(1, all);
                        task.Value = done;
                        if (line is not null)
                        {
                            console.WriteLine(line);
                        }
                    }
                );
            });
    }
}
