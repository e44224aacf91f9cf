using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Task = Microsoft.Build.Utilities.Task;

namespace DepRisk.Build;

/// <summary>What a .NET host of MSBuild calls: judges one project and leaves the model for its compiler. Findings are the analyzer's to report.</summary>
[MSBuildMultiThreadableTask]
public sealed class DepRiskModel : Task
{
    [Required]
    public string ProjectPath { get; set; } = "";

    [Required]
    public string AssetsPath { get; set; } = "";

    [Required]
    public string ModelPath { get; set; } = "";

    public string? LockPath { get; set; }

    public string? PolicyPath { get; set; }

    public bool IsReporting { get; set; } = true;

    public bool IsDesignTime { get; set; }

    public bool IsGate { get; set; }

    public bool HasNoAnalyzer { get; set; }

    public bool IsShowingAll { get; set; }

    /// <summary>Evaluated properties, each <c>Name=Value</c>.</summary>
    public ITaskItem[] Properties { get; set; } = [];

    /// <summary>What is to be said once a build: see <see cref="BuildMessage.OnceLine"/>.</summary>
    [Output]
    public ITaskItem[] Once { get; private set; } = [];

    /// <summary>False where the next build has to try again.</summary>
    [Output]
    public bool IsJudged { get; private set; }

    public override bool Execute()
    {
        var host = new BuildHost(message => TaskLog.Say(Log, message, MessageImportance.High));
        var isFine = host.Run(Request(), Memory());
        IsJudged = host.IsJudged;
        Once = [.. host.Once.Select(message => new TaskItem(Escaped(message.OnceLine)))];
        return isFine && !Log.HasLoggedErrors;
    }

    private BuildRequest Request() => BuildRequest.Of(
        name => name switch
        {
            nameof(ProjectPath) => ProjectPath,
            nameof(AssetsPath) => AssetsPath,
            nameof(ModelPath) => ModelPath,
            nameof(LockPath) => LockPath,
            nameof(PolicyPath) => PolicyPath,
            _ => null,
        },
        Values()) with
    { IsReporting = IsReporting, IsDesignTime = IsDesignTime, IsGate = IsGate, HasNoAnalyzer = HasNoAnalyzer, IsShowingAll = IsShowingAll };

    /// <summary>An item's text is taken as escaped; these are what MSBuild would understand.</summary>
    private static string Escaped(string text) => string.Concat(text.Select(character => "%*?@$();'".Contains(character, StringComparison.Ordinal)
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"%{(int)character:x2}")
        : character.ToString()));

    private Dictionary<string, string> Values()
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in Properties)
        {
            var text = property.ItemSpec;
            if (text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
            {
                values[text[..at]] = text[(at + 1)..];
            }
        }

        return values;
    }

    /// <summary>Shared by all projects that this node builds, until the build ends.</summary>
    private BuildMemory Memory()
    {
        if (BuildEngine is not IBuildEngine4 engine)
        {
            return new BuildMemory();
        }

        var key = typeof(DepRiskModel).AssemblyQualifiedName!;
        lock (Creating)
        {
            if (engine.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is not BuildMemory memory)
            {
                memory = new BuildMemory();
                engine.RegisterTaskObject(key, memory, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            }

            return memory;
        }
    }

    private static readonly System.Threading.Lock Creating = new();
}
