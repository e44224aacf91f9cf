namespace DepRisk.EndToEnd.Tests;

/// <summary>200 projects that the script beside the corpus writes, restored once for all tests that look at them.</summary>
public sealed class GeneratedSolution : IDisposable
{
    public const int Projects = 200;

    private readonly Lazy<(string Folder, TempFolder Temp)> _solution = new(Restore);

    public static string? Script { get; } = Corpus.Root is { } root && Path.Combine(root, "..", "bench", "gen-solution.py") is var path && File.Exists(path) ? path : null;

    public static string? Python { get; } = TestProcess.Find("python3");

    /// <summary>The folder of the solution, which is called Bench.sln.</summary>
    public string Folder => _solution.Value.Folder;

    public void Dispose()
    {
        if (_solution.IsValueCreated)
        {
            _solution.Value.Temp.Dispose();
        }
    }

    private static (string, TempFolder) Restore()
    {
        var temp = new TempFolder();
        var folder = temp["Bench"];
        TestProcess.Run(Python!, temp.Root, [], [Script!, Projects.ToString(), folder]).Ended(0);
        TestProcess.RunDotnet(folder, "restore", "-p:NuGetAudit=false", "-v:quiet", "-tl:off").Ended(0);
        return (folder, temp);
    }
}

/// <summary>Tests in one collection run one after the other and share the solution.</summary>
[CollectionDefinition(Name)]
public sealed class GeneratedSolutionGroup : ICollectionFixture<GeneratedSolution>
{
    public const string Name = "generated solution";
}

/// <summary>A test over the generated solution; skipped, saying so, where it cannot be generated.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GeneratedSolutionFactAttribute : FactAttribute
{
    public GeneratedSolutionFactAttribute() => Skip =
        GeneratedSolution.Script is null ? "The script gen-solution.py is not beside this checkout (shared/bench, beside the corpus)."
        : GeneratedSolution.Python is null ? "There is no python3 on the PATH to generate the solution with."
        : null;
}
