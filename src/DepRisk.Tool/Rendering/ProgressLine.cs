using System.Globalization;

namespace DepRisk.Tool.Rendering;

/// <summary>What a long step says of itself while it runs.</summary>
internal interface IStepProgress
{
    /// <param name="total">How many pieces the step has; 0 where nobody knows.</param>
    void Step(string text, int total = 0);

    void Advance();

    /// <summary>As <see cref="Step"/>, for what a user must know even where no bar is shown: a process that is started, the network.</summary>
    void Announce(string text, int total = 0);
}

/// <summary>
/// Progress on standard error: a bar when that is a terminal and the work takes more than a second; otherwise a plain line a step,
/// and only for those who asked for more than the minimum. Standard output never sees any of it.
/// </summary>
internal sealed class ProgressLine : IStepProgress, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Terminal _terminal;
    private readonly Verbosity _verbosity;
    private readonly bool _writesLines;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _bar;
    private volatile string _text = "";
    private int _total;
    private int _done;

    public ProgressLine(Terminal terminal, Verbosity verbosity)
    {
        _terminal = terminal;
        _verbosity = verbosity;
        _writesLines = !terminal.ErrorIsTerminal && verbosity >= Verbosity.Normal;
        _bar = terminal.ErrorIsTerminal && verbosity > Verbosity.Quiet ? ShowLaterAsync() : Task.CompletedTask;
    }

    public void Step(string text, int total = 0)
    {
        Volatile.Write(ref _done, 0);
        Volatile.Write(ref _total, total);
        _text = SafeText.Of(text);
        if (_writesLines)
        {
            _terminal.ErrorLine(text);
        }
    }

    public void Announce(string text, int total = 0)
    {
        Step(text, total);
        if (!_writesLines && _verbosity > Verbosity.Quiet)
        {
            _terminal.ErrorLine(text);
        }
    }

    public void Advance() => Interlocked.Increment(ref _done);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _bar;
        _end.Dispose();
    }

    private async Task ShowLaterAsync()
    {
        // Task.Delay without an exception when the work ends first, which is the rule.
        await Task.WhenAny(Task.Delay(Patience, _end.Token));
        if (!_end.IsCancellationRequested)
        {
            await ShowAsync();
        }
    }

    // A method of its own: Spectre.Console is loaded when it is compiled, that is, when a bar is really shown.
    private Task ShowAsync() => ProgressBar.ShowAsync(_terminal.Error, Text, _end.Token);

    private string Text()
    {
        var (done, total) = (Volatile.Read(ref _done), Volatile.Read(ref _total));
        return total == 0 ? _text : string.Create(CultureInfo.InvariantCulture, $"{_text} {done:N0} of {total:N0}");
    }
}
