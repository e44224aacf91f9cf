namespace DepRisk.Tool.Rendering;

/// <summary>Rows of a name and a text; a row without a name goes on with the one above.</summary>
internal sealed class FieldRows(Terminal terminal, int width)
{
    private string _last = "";

    public void Add(string name, string text)
    {
        var label = name.Equals(_last, StringComparison.Ordinal) ? "" : name;
        _last = name;
        terminal.Write("  " + label.PadRight(width), Tone.Quiet);
        terminal.Line(text);
    }
}
