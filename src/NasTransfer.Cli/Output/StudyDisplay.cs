using NasTransfer.Study.Execution;
using Spectre.Console;

namespace NasTransfer.Cli.Output;

/// <summary>How far a study is: on a terminal a bar for all of it and one a worker, elsewhere a line a unit that ends.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="json">Standard output belongs to the result: show it on standard error.</param>
internal sealed class StudyDisplay(Terminal terminal, bool json)
{
    private readonly TextWriter writer = json ? terminal.Error : terminal.Out;
    private readonly bool watched = json ? terminal.ErrorIsWatched : terminal.OutIsWatched;

    /// <param name="work">Given where to report to.</param>
    public T Run<T>(Func<IProgress<ExecutionProgress>, T> work)
    {
        if (!watched)
        {
            return work(new Lines(writer));
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        return console
            .Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn()
            )
            .Start(context => work(new Bars(context)));
    }

    /// <summary>Hours, minutes and seconds; without hours where there are none.</summary>
    public static string Clock(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:m\\:ss}";

    private static string Left(ExecutionProgress value) => value.Remaining is { } time ? $"{Clock(time)} left" : "";

    private sealed class Lines(TextWriter writer) : IProgress<ExecutionProgress>
    {
        public void Report(ExecutionProgress value)
        {
            if (!value.HasEnded)
            {
                return;
            }

            string how = value.News switch
            {
                TaskNews.WasStored => "stored",
                TaskNews.GivenUp => "failed",
                _ => value.Worker is { } worker ? $"worker {worker + 1}" : "ran",
            };
            string left = value.Done < value.Total ? Left(value) : "";
            writer.WriteLine($"{value.Done}/{value.Total} {value.Task.Title} ({how})   {left}".TrimEnd());
            writer.Flush();
        }
    }

    private sealed class Bars(ProgressContext context) : IProgress<ExecutionProgress>
    {
        private readonly ProgressTask all = context.AddTask("Study");
        private readonly SortedDictionary<int, ProgressTask> workers = [];

        public void Report(ExecutionProgress value)
        {
            all.MaxValue = value.Total;
            all.Value = value.Done;
            all.Description = $"{value.Done}/{value.Total} units   {Left(value)}".TrimEnd();
            if (value.Worker is not { } worker)
            {
                return;
            }

            string epoch = value.Epochs > 0 ? $", epoch {Math.Min(value.Epoch + 1, value.Epochs)}/{value.Epochs}" : "";
            string description = Markup.Escape($"{worker + 1}: {value.Task.Title}{epoch}");
            if (!workers.TryGetValue(worker, out ProgressTask? bar))
            {
                workers[worker] = bar = context.AddTask(description, maxValue: 1);
            }

            bar.Description = description;
            bar.Value = value.Fraction;
        }
    }
}
