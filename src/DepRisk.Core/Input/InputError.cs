namespace DepRisk.Input;

/// <summary>The operational codes DR9001 to DR9012: what can be wrong with an input. The number is the code's number.</summary>
public enum InputErrorCode
{
    /// <summary>A project has no restore output.</summary>
    AssetsMissing = 9001,

    /// <summary>The restore output does not belong to what the project file says today.</summary>
    AssetsStale = 9002,

    /// <summary>packages.lock.json and the restore output disagree.</summary>
    LockMismatch = 9003,

    /// <summary>The file cannot be opened or read.</summary>
    Unreadable = 9004,

    /// <summary>The file is not well-formed: JSON or XML syntax, encoding.</summary>
    Malformed = 9005,

    /// <summary>The file is well-formed but is not what its name promises.</summary>
    Unexpected = 9006,

    /// <summary>The file exceeds a cap of <see cref="Limits"/>; the message names the cap.</summary>
    LimitExceeded = 9007,

    /// <summary>The format version is not one that we read; the message lists those that we do.</summary>
    UnsupportedVersion = 9008,

    /// <summary>Nothing to work on: no project in the scope, or no package where references exist.</summary>
    NothingFound = 9009,

    /// <summary>The graph has an edge to a component that the file does not contain.</summary>
    DanglingEdge = 9010,

    /// <summary>Two restore outputs give the same id and version different content.</summary>
    ConflictingContent = 9011,

    /// <summary>What the input leaves open, for example edges of a packages.config whose packages are not on disk.</summary>
    UnknownEdges = 9012,
}

/// <summary>An expected failure of an input, as a value: what was wrong, where, and what to do.</summary>
/// <param name="Path">The file as it was given to the reader; whoever prints it makes it relative to the scope.</param>
/// <param name="Line">One-based; 0 where a position has no meaning.</param>
/// <param name="Column">One-based, in bytes for JSON and in characters for XML; 0 where it has no meaning.</param>
public sealed record InputError(InputErrorCode Code, string Path, string Message, long Line = 0, long Column = 0)
{
    /// <summary>True where a part of the graph is missing because of this: the result is partial, exit code 5.</summary>
    public bool IsPartial { get; init; } = true;

    public string CodeText => "DR" + ((int)Code).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
