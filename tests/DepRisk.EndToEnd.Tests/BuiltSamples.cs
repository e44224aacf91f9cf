namespace DepRisk.EndToEnd.Tests;

/// <summary>A copy of all samples, restored and built in one go, once for all tests that only read it.</summary>
public sealed class BuiltSamples : IDisposable
{
    private readonly TempFolder _temp = new();

    public BuiltSamples()
    {
        foreach (var name in Names)
        {
            Repository.CopySample(name, _temp.Root);
        }

        _temp.Write("All.slnx", $"<Solution>{string.Concat(Names.Select(SolutionFolder))}</Solution>");
        TestProcess.RunDotnet(_temp.Root, "build", "All.slnx", "-p:NuGetAudit=false", "-v:quiet", "-tl:off", "-nologo").Ended(0);
    }

    /// <summary>Every folder of samples, sorted.</summary>
    public static IEnumerable<string> Names =>
        Directory.GetDirectories(Path.Combine(Repository.Root, "samples")).Select(folder => Path.GetFileName(folder)).Where(name => name is not ("obj" or "bin")).Order(StringComparer.Ordinal);

    public string Root => _temp.Root;

    public string Folder(string name) => _temp[name];

    // Names of projects need only be unique in their folder.
    private string SolutionFolder(string name)
    {
        var projects = Directory.GetFiles(Folder(name), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(project => $"<Project Path=\"{Path.GetRelativePath(_temp.Root, project).Replace('\\', '/')}\" />");
        return $"<Folder Name=\"/{name}/\">{string.Concat(projects)}</Folder>";
    }

    public void Dispose() => _temp.Dispose();
}
