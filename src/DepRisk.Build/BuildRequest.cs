using System.Collections.Immutable;
using DepRisk.Input;

namespace DepRisk.Build;

/// <summary>What the build of one project in one target framework asks for. Every path is absolute: a task has no current folder.</summary>
/// <param name="ProjectPath">The project file, or app.cs of a file-based app.</param>
/// <param name="AssetsPath">What the restore wrote for it.</param>
/// <param name="ModelPath">Where the compiler looks for the model.</param>
internal sealed record BuildRequest(string ProjectPath, string AssetsPath, string ModelPath)
{
    /// <summary>Null for the nearest one.</summary>
    public string? LockPath { get; init; }

    /// <summary>Null for the nearest one.</summary>
    public string? PolicyPath { get; init; }

    /// <summary>Where the next line tells the targets what is to be said once a build and not once a project.</summary>
    public string? OncePath { get; init; }

    /// <summary>The first of the project's target frameworks: it alone reports what is true of all of them.</summary>
    public bool IsReporting { get; init; } = true;

    /// <summary>An editor asks for what the compiler needs; nobody reads warnings.</summary>
    public bool IsDesignTime { get; init; }

    /// <summary>What is new or worse than the lock fails the build.</summary>
    public bool IsGate { get; init; }

    /// <summary>No analyzer of ours runs in this compiler, so that the findings are the task's to report.</summary>
    public bool HasNoAnalyzer { get; init; }

    /// <summary>What the lock accepts is shown as well; for findings that the task reports.</summary>
    public bool IsShowingAll { get; init; }

    /// <summary>Evaluated properties, for later runs without MSBuild; see <see cref="Restore.ProjectFactsFile"/>.</summary>
    public ImmutableSortedDictionary<string, string> Properties { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public string ProjectFolder => Path.GetDirectoryName(ProjectPath)!;

    /// <summary>The file that the targets leave for another process: one <c>Name=Value</c> a line; unknown names are evaluated properties.</summary>
    public static Result<BuildRequest> Read(string path)
    {
        if (!InputFile.Read(path).Succeeded(out var bytes, out var error))
        {
            return error;
        }

        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in System.Text.Encoding.UTF8.GetString(InputFile.WithoutBom(bytes).Span).AsSpan().EnumerateLines())
        {
            if (line.IndexOf('=') is > 0 and var at)
            {
                values[line[..at].ToString()] = line[(at + 1)..].ToString();
            }
        }

        return Missing(values) is { } missing
            ? new InputError(InputErrorCode.Unexpected, path, $"is no request of the build: it has no {missing}")
            : Of(name => values.Remove(name, out var value) && value.Length > 0 ? value : null, values);
    }

    /// <param name="values">Of those names that stand for no part of the request.</param>
    public static BuildRequest Of(Func<string, string?> part, IReadOnlyDictionary<string, string> values)
    {
        var project = Path.GetFullPath(part(nameof(ProjectPath))!);
        var folder = Path.GetDirectoryName(project)!;
        // Written in a project file, a path is relative to the project; two projects that write the same mean two files.
        string? Absolute(string name) => part(name) is { } path ? Path.GetFullPath(path, folder) : null;
        return new BuildRequest(project, Path.GetFullPath(part(nameof(AssetsPath))!, folder), Path.GetFullPath(part(nameof(ModelPath))!, folder))
        {
            LockPath = Absolute(nameof(LockPath)),
            PolicyPath = Absolute(nameof(PolicyPath)),
            OncePath = part(nameof(OncePath)),
            IsReporting = IsTrue(part(nameof(IsReporting))),
            IsDesignTime = IsTrue(part(nameof(IsDesignTime))),
            IsGate = IsTrue(part(nameof(IsGate))),
            HasNoAnalyzer = IsTrue(part(nameof(HasNoAnalyzer))),
            IsShowingAll = IsTrue(part(nameof(IsShowingAll))),
            Properties = values.Where(value => value.Value.Length > 0).ToImmutableSortedDictionary(StringComparer.OrdinalIgnoreCase),
        };
    }

    private static bool IsTrue(string? text) => "true".Equals(text, StringComparison.OrdinalIgnoreCase);

    private static string? Missing(Dictionary<string, string> values) =>
        new[] { nameof(ProjectPath), nameof(AssetsPath), nameof(ModelPath) }.FirstOrDefault(name => !values.TryGetValue(name, out var value) || !Path.IsPathFullyQualified(value));
}
