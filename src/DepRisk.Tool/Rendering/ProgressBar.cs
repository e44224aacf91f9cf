using Spectre.Console;

namespace DepRisk.Tool.Rendering;

/// <summary>The only file that knows Spectre.Console.</summary>
internal static class ProgressBar
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    public static Task ShowAsync(TextWriter error, Func<string> text, CancellationToken end)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return console.Status().StartAsync(Markup.Escape(text()), async status =>
        {
            while (!end.IsCancellationRequested)
            {
                status.Status(Markup.Escape(text()));
                await Task.WhenAny(Task.Delay(Refresh, end));
            }
        });
    }
}
