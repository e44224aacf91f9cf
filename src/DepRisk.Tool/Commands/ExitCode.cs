namespace DepRisk.Tool.Commands;

/// <summary>The same for every command. When several apply: 70, 2, 3, 4, 1, 5.</summary>
internal enum ExitCode
{
    Fine = 0,
    GateFailed = 1,

    /// <summary>Wrong usage or configuration.</summary>
    Usage = 2,

    /// <summary>Input is invalid or cannot be read.</summary>
    Input = 3,
    VerificationFailed = 4,

    /// <summary>Finished, but part of the graph could not be read.</summary>
    Partial = 5,
    Internal = 70,

    /// <summary>Ended by Ctrl-C: 128 + SIGINT, what shells and System.CommandLine use. Nothing was decided, so it stands outside of the order.</summary>
    Cancelled = 130,
}

internal static class ExitCodes
{
    private static readonly ExitCode[] Precedence =
    [
        ExitCode.Cancelled, ExitCode.Internal, ExitCode.Usage, ExitCode.Input, ExitCode.VerificationFailed,
        ExitCode.GateFailed, ExitCode.Partial, ExitCode.Fine,
    ];

    public static ExitCode Worse(ExitCode x, ExitCode y) =>
        Array.IndexOf(Precedence, x) <= Array.IndexOf(Precedence, y) ? x : y;
}
