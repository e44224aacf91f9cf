using System.Text;
using DepRisk.Lock;
using DepRisk.Tool.Rendering;

namespace DepRisk.Tool.Commands;

/// <summary>Files that <c>init</c> writes where there is none. What a file of the user's needs is said, because we change none.</summary>
internal sealed class StartFiles(Seams seams, string root, bool isDryRun)
{
    private const string BuildProps = "Directory.Build.props";
    private const string PackagesProps = "Directory.Packages.props";
    private const string ToolManifest = ".config/dotnet-tools.json";

    /// <param name="name">Relative to the scope.</param>
    /// <param name="existing">Absolute; null where there is none.</param>
    /// <param name="advice">What to do with the file that is there; null where nothing is to do.</param>
    /// <returns>False where it could not be written, which is then said.</returns>
    public bool Write(string name, string? existing, string text, string? advice = null)
    {
        if (existing is not null)
        {
            seams.Terminal.Line($"there is     {PathText.Of(existing, seams.CurrentFolder)}{(advice is null ? "" : $"; {advice}")}");
            return true;
        }

        var path = Path.Combine(root, name);
        if (!isDryRun && OutputFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text))) is { } error)
        {
            ProblemList.Fail(seams.Terminal, [error], seams.CurrentFolder);
            return false;
        }

        seams.Terminal.Line($"{(isDryRun ? "would write" : "wrote      ")}  {PathText.Of(path, seams.CurrentFolder)}");
        return true;
    }

    /// <summary>Where versions stand centrally, a reference with a version would be an error (NU1008), and a global one goes to every project.</summary>
    public bool WriteBuildReference(bool isCentral)
    {
        if (isCentral && Nearest(PackagesProps) is { } central)
        {
            return Write(PackagesProps, central, "", $"add to it: <GlobalPackageReference Include=\"DepRisk\" Version=\"{ToolVersion.Text}\" />");
        }

        var reference = $"<PackageReference Include=\"DepRisk\" Version=\"{ToolVersion.Text}\" PrivateAssets=\"all\" />";
        return Write(BuildProps, Nearest(BuildProps), $"<Project>\n  <ItemGroup>\n    {reference}\n  </ItemGroup>\n</Project>\n", $"add to it: {reference}");
    }

    public bool WriteToolManifest() => Write(
        ToolManifest,
        Nearest(ToolManifest),
        $$"""
        {
          "version": 1,
          "isRoot": true,
          "tools": {
            "deprisk.tool": {
              "version": "{{ToolVersion.Text}}",
              "commands": ["deprisk"]
            }
          }
        }

        """,
        "run: dotnet tool install DepRisk.Tool");

    private string? Nearest(string name) => NearestFile.Find(root, name);
}
