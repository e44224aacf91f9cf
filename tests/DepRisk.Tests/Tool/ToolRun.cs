using System.Text;
using DepRisk.Evidence;
using DepRisk.Graph;
using DepRisk.Input;
using DepRisk.Packages;
using DepRisk.Packages.Feeds;
using DepRisk.Tool;
using DepRisk.Tool.Commands;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tests.Tool;

/// <summary>One run of the tool in this process, with hand-made scopes in place of files.</summary>
internal sealed class ToolRun : IDisposable
{
    private readonly Dictionary<string, Func<Result<Scope>>> _scopes = new(StringComparer.Ordinal);

    public string Folder { get; } = Directory.CreateTempSubdirectory("deprisk-tool-").FullName;

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public ReferenceLocator Locate { get; set; } = (_, _, _) => [];

    public Func<Scope, ScopeEvidence> ReadEvidence { get; set; } = _ => ScopeEvidence.None;

    public BomWriter WriteBom { get; set; } = (_, _) => [];

    /// <summary>No test of this process touches a network.</summary>
    public Func<FeedFetch?> OpenRegistry { get; set; } = static () => null;

    public List<ScopeRequest> Requests { get; } = [];

    public bool IsTerminal { get; init; }

    /// <param name="path">Relative to the current folder of the run; "" stands for that folder.</param>
    public ToolRun With(string path, Func<Result<Scope>> scope)
    {
        _scopes.Add(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, Folder)), scope);
        return this;
    }

    public ToolRun With(string path, Scope scope) => With(path, () => scope with { Root = Folder });

    public async Task<int> RunAsync(params string[] args)
    {
        using var output = new MemoryStream();
        await using var error = new StringWriter { NewLine = "\n" };
        using var terminal = new Terminal(output, error, IsTerminal, IsTerminal, IsTerminal);
        var code = await Deprisk.RunAsync(args, new Seams(terminal, Folder, ReadAsync, (scope, project, id) => Locate(scope, project, id), (scope, _) => ReadEvidence(scope), (request, stream) => WriteBom(request, stream)) { OpenRegistry = OpenRegistry });
        Output = Encoding.UTF8.GetString(output.ToArray());
        Error = error.ToString();
        return code;
    }

    /// <summary>Command line, exit code and both outputs, as one text for a snapshot.</summary>
    public async Task<string> ProtocolAsync(params string[] args)
    {
        var code = await RunAsync(args);
        Assert.DoesNotContain(Folder, Output + Error, StringComparison.Ordinal);
        return $"$ deprisk {string.Join(' ', args)}\n{Output}--- standard error\n{Error}--- exit code {code}\n";
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private Task<Result<Scope>> ReadAsync(ScopeRequest request, IStepProgress progress, CancellationToken cancellation)
    {
        lock (Requests)
        {
            Requests.Add(request);
        }

        var path = Path.TrimEndingDirectorySeparator(request.Path);
        return Task.FromResult(_scopes.TryGetValue(path, out var scope) ? scope() : new InputError(InputErrorCode.Unreadable, path, "does not exist"));
    }
}
