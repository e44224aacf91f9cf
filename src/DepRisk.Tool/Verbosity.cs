namespace DepRisk.Tool;

/// <summary>The levels of <c>dotnet</c>.</summary>
internal enum Verbosity : byte
{
    Quiet,
    Minimal,
    Normal,
    Detailed,
    Diagnostic,
}
