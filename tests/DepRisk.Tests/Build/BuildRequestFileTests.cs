using System.Text;
using DepRisk.Build;

namespace DepRisk.Tests.Build;

public sealed class BuildRequestFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_what_the_targets_write()
    {
        var request = Read(
            "LockPath=" + _folder["lock.json"], "PolicyPath=", "OncePath=" + _folder["once"], "IsReporting=true", "IsDesignTime=false", "IsGate=True", "HasNoAnalyzer=false", "IsShowingAll=true",
            "OutputType=Exe", "TargetFrameworks=net10.0;net8.0", "DepRiskApp=", "no line of ours");
        Assert.Equal((_folder["App/App.csproj"], _folder["App/obj/project.assets.json"], _folder["App/obj/deprisk.model.tsv"]), (request.ProjectPath, request.AssetsPath, request.ModelPath));
        Assert.Equal((_folder["lock.json"], null, _folder["once"], _folder["App"]), (request.LockPath, request.PolicyPath, request.OncePath, request.ProjectFolder));
        Assert.Equal((true, false, true, false, true), (request.IsReporting, request.IsDesignTime, request.IsGate, request.HasNoAnalyzer, request.IsShowingAll));
        Assert.Equal([("OutputType", "Exe"), ("TargetFrameworks", "net10.0;net8.0")], request.Properties.Select(property => (property.Key, property.Value)));
    }

    [Theory]
    [InlineData("ProjectPath=", "ProjectPath")]
    [InlineData("AssetsPath=obj/project.assets.json", "AssetsPath")]
    [InlineData("ModelPath=", "ModelPath")]
    public void Refuses_what_names_no_file(string line, string named)
    {
        var path = Write(line);
        Assert.False(BuildRequest.Read(path).Succeeded(out _, out var error));
        Assert.Equal(("DR9006", path), (error.CodeText, error.Path));
        Assert.EndsWith(named, error.Message, StringComparison.Ordinal);
        Assert.False(BuildRequest.Read(path + "x").Succeeded(out _, out error));
        Assert.Equal("DR9004", error.CodeText);
    }

    private BuildRequest Read(params string[] lines)
    {
        Assert.True(BuildRequest.Read(Write(lines)).Succeeded(out var request, out var error), error?.Message);
        return request;
    }

    // The last line of a name counts; the byte order mark is MSBuild's.
    private string Write(params string[] lines)
    {
        string[] all = ["ProjectPath=" + _folder["App/App.csproj"], "AssetsPath=" + _folder["App/obj/project.assets.json"], "ModelPath=" + _folder["App/obj/deprisk.model.tsv"], .. lines];
        var path = _folder["request"];
        File.WriteAllBytes(path, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join("\r\n", all))]);
        return path;
    }
}
